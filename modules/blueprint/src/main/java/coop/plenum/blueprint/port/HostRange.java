package coop.plenum.blueprint.port;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names such as {@code web[01:20]}, {@code db-[a:f]} or {@code n[0:10:2]}, which stand for several. */
final class HostRange {
    private static final Pattern RANGE =
            Pattern.compile("\\[([0-9]{1,6}|[a-z]|[A-Z]):([0-9]{1,6}|[a-z]|[A-Z])(?::([0-9]{1,4}))?]");

    private HostRange() {}

    /** @throws coop.plenum.api.PlenumException {@code invalid-inventory} */
    static List<String> expand(String name) {
        List<String> names = new ArrayList<>();
        expand(name, names);
        return names;
    }

    private static void expand(String name, List<String> names) {
        Matcher range = RANGE.matcher(name);
        if (!range.find()) {
            if (name.contains("[") || name.contains("]")) {
                throw Inventory.invalid("\"" + name + "\" is no range such as web[01:20] or db-[a:f].");
            }
            names.add(name);
            limited(names, name);
            return;
        }
        for (String each : each(range, name)) {
            expand(name.substring(0, range.start()) + each + name.substring(range.end()), names);
        }
    }

    private static void limited(List<String> names, String name) {
        if (names.size() > Inventory.MOST_HOSTS) {
            throw Inventory.invalid("\"" + name + "\" stands for more than " + Inventory.MOST_HOSTS + " hosts.");
        }
    }

    private static List<String> each(Matcher range, String name) {
        String first = range.group(1);
        boolean digits = Character.isDigit(first.charAt(0));
        if (digits != Character.isDigit(range.group(2).charAt(0))) {
            throw Inventory.invalid("The range in \"" + name + "\" goes from a number to a letter.");
        }
        int from = digits ? Integer.parseInt(first) : first.charAt(0);
        int to = digits ? Integer.parseInt(range.group(2)) : range.group(2).charAt(0);
        int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
        if (to < from || step < 1) {
            throw Inventory.invalid("The range in \"" + name + "\" does not count upwards.");
        }
        List<String> each = new ArrayList<>();
        for (int i = from; i <= to; i += step) {
            each.add(
                    digits
                            ? "0"
                                            .repeat(Math.max(
                                                    0,
                                                    first.length()
                                                            - String.valueOf(i).length()))
                                    + i
                            : String.valueOf((char) i));
            limited(each, name);
        }
        return each;
    }
}
