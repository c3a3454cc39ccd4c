package coop.plenum.blueprint.port;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads inventories in Ansible's INI format. For one use. */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([\\w.-]{1,100})(?::(children|vars))?]\\s*(?:[#;].*)?");
    private static final Pattern NAME = Pattern.compile("[\\w.:\\[\\]-]{1,200}");
    private static final int MOST_LINES = 20_000;

    private final Inventory inventory = new Inventory();
    private String group = "ungrouped";
    private String part = "hosts";

    private IniInventory() {}

    /** @throws coop.plenum.api.PlenumException {@code invalid-inventory} with the line */
    static Inventory read(String text) {
        IniInventory reading = new IniInventory();
        String[] lines = text.split("\r?\n", -1);
        if (lines.length > MOST_LINES) {
            throw Inventory.invalid("The inventory has more than " + MOST_LINES + " lines.");
        }
        for (int i = 0; i < lines.length; i++) {
            reading.line(lines[i].strip(), i + 1);
        }
        return reading.inventory;
    }

    private void line(String line, int number) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            group = section.group(1);
            part = Optional.ofNullable(section.group(2)).orElse("hosts");
            return;
        }
        List<String> words = words(line, number);
        switch (part) {
            case "children" -> inventory.child(group, name(words.get(0), number));
            case "vars" -> inventory.variables(group, variable(String.join(" ", words), number));
            default -> host(words, number);
        }
    }

    private void host(List<String> words, int number) {
        Map<String, Object> variables = new LinkedHashMap<>();
        words.subList(1, words.size()).forEach(word -> variables.putAll(variable(word, number)));
        for (String host : HostRange.expand(name(words.get(0), number))) {
            inventory.host(group, host, variables);
        }
    }

    private static String name(String word, int number) {
        if (!NAME.matcher(word).matches()) {
            throw Inventory.invalid("Line " + number + " has no name of a host or group where one is expected.");
        }
        return word;
    }

    private static Map<String, Object> variable(String word, int number) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw Inventory.invalid("Line " + number + ": name=value is expected.");
        }
        return Map.of(
                word.substring(0, equals).strip(), word.substring(equals + 1).strip());
    }

    /** Divided at spaces outside quotes; quotes are taken off, what follows a free-standing # is left out. */
    private static List<String> words(String line, int number) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (quote != 0) {
                if (each == quote) {
                    quote = 0;
                } else {
                    word.append(each);
                }
            } else if (each == '"' || each == '\'') {
                quote = each;
                inside = true;
            } else if (Character.isWhitespace(each)) {
                end(words, word, inside);
                inside = false;
            } else if (each == '#' && word.isEmpty() && !inside) {
                break;
            } else {
                word.append(each);
            }
        }
        if (quote != 0) {
            throw Inventory.invalid("Line " + number + " has a quote that does not end.");
        }
        end(words, word, inside);
        return words.isEmpty() ? List.of("") : words;
    }

    private static void end(List<String> words, StringBuilder word, boolean quoted) {
        if (!word.isEmpty() || quoted) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
