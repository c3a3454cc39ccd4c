package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the documentation: all {@code sh} blocks of a page, in order, in one shell, against a fresh server. */
class DocsIT {
    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern BUNDLE = Pattern.compile("coop\\.plenum\\.([a-z0-9.]+)-\\d.*\\.jar");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/tutorial/first-ten-minutes-by-rest.md",
                "docs/tutorial/publish-your-first-change.md",
                "docs/how-to/approve-changes.md",
                "docs/how-to/handle-drift.md",
                "docs/how-to/deploy-a-blueprint.md"
            })
    void theCommandsOfThePageWorkAsWritten(String page) throws Exception {
        int port = Ports.free();
        try (Server server = Server.launch(folder.resolve("data"), port, Map.of("PLENUM_ADMIN_PASSWORD", ""))
                .awaitReady()) {
            String commands = commands(Files.readString(root().resolve(page)));
            assertThat(commands).isNotBlank();
            Path script = Files.writeString(
                    folder.resolve("page.sh"),
                    "set -euo pipefail\n"
                            + commands.replace(
                                    "127.0.0.1:8080", server.client().base().getAuthority()));
            Path output = folder.resolve("output");
            Process shell = new ProcessBuilder("bash", script.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = shell.waitFor(120, TimeUnit.SECONDS);
            shell.destroyForcibly();
            assertThat(ended && shell.exitValue() == 0)
                    .as(Files.readString(output))
                    .isTrue();
            assertThat(Files.readString(output)).contains("succeeded").doesNotContain("failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs", "CONTRIBUTING.md"})
    void everyLinkLeadsSomewhere(String place) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve(place))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher links = LINK.matcher(Files.readString(page));
                while (links.find()) {
                    assertThat(page.resolveSibling(links.group(1)).normalize())
                            .as("link in " + page)
                            .exists();
                }
            }
        }
    }

    @Test
    void whatEachModuleOfTheCatalogCostsIsStated() throws IOException {
        String page = Files.readString(root().resolve("docs/reference/performance.md"));
        try (Stream<Path> catalog = Files.list(Path.of(System.getProperty("plenum.home"), "catalog"))) {
            List<String> modules = catalog.map(
                            file -> BUNDLE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(bundle -> bundle.group(1).replace('.', '-'))
                    .toList();
            assertThat(modules).contains("infrastructure", "aws-ec2");
            assertThat(modules)
                    .as("modules that are not in the table \"What modules cost\"; ModuleCostBench measures them")
                    .allSatisfy(module -> assertThat(page).contains("\n| `" + module + "` | "));
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("plenum.root")).normalize();
    }

    private static String commands(String page) {
        StringBuilder commands = new StringBuilder();
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            commands.append(blocks.group(1));
        }
        return commands.toString();
    }
}
