package coop.plenum.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Codes are what clients program against, so each has its row: in the reference, or in the how-to of the provider that
 * throws it. Codes are found in the sources by how they are written.
 */
class ErrorCodesIT {
    /** Where a problem is made, with the argument that is its code: the first, or the one after category or status. */
    private static final Pattern MADE = Pattern.compile(
            "(?:new (?:PlenumException|ProviderException|HttpProblem)|PlenumException\\s*\\.\\s*(?:invalid|missing|conflict)"
                    + "|\\.\\s*refuse)\\s*\\(\\s*(?:[A-Za-z0-9][\\w.]*\\s*,\\s*)?([^,;]*)");

    private static final Pattern CODE = Pattern.compile("\"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\"");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z_]*");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void everyCodeThatIsThrownHasARow() throws IOException {
        Map<String, String> thrown = new TreeMap<>();
        for (String place : List.of("core", "modules", "api/platform", "api/provider")) {
            for (Path file : files(place, ".java")) {
                if (file.toString().contains("/src/main/java/")) {
                    codes(Files.readString(file)).forEach(code -> thrown.put(code, file.toString()));
                }
            }
        }
        assertThat(thrown).as("codes were found").hasSizeGreaterThan(250).containsKeys("stale-revision", "tls-failed");
        thrown.keySet().removeAll(documented());
        assertThat(thrown)
                .as("codes without a row in docs/reference or docs/how-to")
                .isEmpty();
    }

    private static List<String> codes(String source) {
        return MADE.matcher(source)
                .results()
                .map(made -> made.group(1))
                .flatMap(argument -> literals(argument, source))
                .toList();
    }

    private static Stream<String> literals(String argument, String source) {
        String name = argument.strip();
        if (CONSTANT.matcher(name).matches()) {
            return CODE.matcher(source)
                    .results()
                    .filter(literal -> source.substring(0, literal.start()).endsWith(" String " + name + " = "))
                    .map(literal -> literal.group(1));
        }
        // handed on from where it is known, in the same file, by a method that takes a code
        String searched = name.equals("code") ? withoutViolations(source) : argument;
        return CODE.matcher(searched).results().map(literal -> literal.group(1));
    }

    private static String withoutViolations(String source) {
        return source.replaceAll("new Violation\\([^;]*;", "").replaceAll("@[A-Z]\\w*\\([^)]*\\)", "");
    }

    private static List<String> documented() throws IOException {
        List<String> rows = new java.util.ArrayList<>();
        for (String place : List.of("docs/reference", "docs/how-to")) {
            for (Path page : files(place, ".md")) {
                Matcher row = ROW.matcher(Files.readString(page));
                while (row.find()) {
                    NAMED.matcher(row.group(1)).results().forEach(code -> rows.add(code.group(1)));
                }
            }
        }
        return rows;
    }

    private static List<Path> files(String place, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Page.root().resolve(place))) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toList());
        }
    }
}
