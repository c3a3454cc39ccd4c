package coop.plenum.core.content.expression;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What can be called besides CEL's own: networks, ranges, and texts that grow only as far as they may. */
final class Functions {
    private static final int LONGEST_PATTERN = 500;
    private static final long MOST_COPIES = 1000;
    /** {@code {3}}, {@code {3,}}, {@code {3,5}}. */
    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(?:,([0-9]+)?)?\\}");

    private static final ListType INTS = ListType.create(SimpleType.INT);
    private static final ListType STRINGS = ListType.create(SimpleType.STRING);

    private Functions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                global(
                        "cidr.subnet",
                        "cidr_subnet",
                        SimpleType.STRING,
                        SimpleType.STRING,
                        SimpleType.INT,
                        SimpleType.INT),
                global("cidr.host", "cidr_host", SimpleType.STRING, SimpleType.STRING, SimpleType.INT),
                global("cidr.netmask", "cidr_netmask", SimpleType.STRING, SimpleType.STRING),
                global("cidr.prefix", "cidr_prefix", SimpleType.INT, SimpleType.STRING),
                CelFunctionDecl.newFunctionDeclaration(
                        "cidr.contains",
                        CelOverloadDecl.newGlobalOverload(
                                "cidr_contains", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING),
                        CelOverloadDecl.newGlobalOverload(
                                "cidr_contains_any", SimpleType.BOOL, SimpleType.STRING, STRINGS)),
                global("range", "range_int", INTS, SimpleType.INT),
                CelFunctionDecl.newFunctionDeclaration(
                        "join",
                        CelOverloadDecl.newMemberOverload("list_join", SimpleType.STRING, STRINGS),
                        CelOverloadDecl.newMemberOverload(
                                "list_join_text", SimpleType.STRING, STRINGS, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload(
                                "string_replace_text",
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING)));
    }

    private static CelFunctionDecl global(String name, String id, CelType result, CelType... parameters) {
        return CelFunctionDecl.newFunctionDeclaration(name, CelOverloadDecl.newGlobalOverload(id, result, parameters));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("matches", String.class, String.class, Functions::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, Functions::matches),
                CelFunctionBinding.from(
                        "cidr_subnet",
                        List.of(String.class, Long.class, Long.class),
                        arguments -> network(arguments)
                                .subnet((Long) arguments[1], (Long) arguments[2])
                                .toString()),
                CelFunctionBinding.from(
                        "cidr_host",
                        List.of(String.class, Long.class),
                        arguments -> network(arguments).host((Long) arguments[1])),
                CelFunctionBinding.from(
                        "cidr_netmask",
                        List.of(String.class),
                        arguments -> network(arguments).netmask()),
                CelFunctionBinding.from("cidr_prefix", List.of(String.class), arguments ->
                        (long) network(arguments).prefix()),
                CelFunctionBinding.from(
                        "cidr_contains",
                        List.of(String.class, String.class),
                        arguments -> network(arguments).contains((String) arguments[1])),
                CelFunctionBinding.from(
                        "cidr_contains_any",
                        List.of(String.class, List.class),
                        arguments -> containsAny(network(arguments), (List<?>) arguments[1])),
                CelFunctionBinding.from("range_int", List.of(Long.class), arguments -> range((Long) arguments[0])),
                CelFunctionBinding.from(
                        "list_join", List.of(List.class), arguments -> join((List<?>) arguments[0], "")),
                CelFunctionBinding.from(
                        "list_join_text",
                        List.of(List.class, String.class),
                        arguments -> join((List<?>) arguments[0], (String) arguments[1])),
                CelFunctionBinding.from(
                        "string_replace_text",
                        List.of(String.class, String.class, String.class),
                        arguments -> replace((String) arguments[0], (String) arguments[1], (String) arguments[2])));
    }

    /** In place of CEL's own, whose compiler of patterns has no limit that holds for repetitions of repetitions. */
    private static boolean matches(String text, String pattern) {
        long copies = 1;
        Matcher repetitions = REPETITION.matcher(pattern);
        while (repetitions.find() && copies <= MOST_COPIES) {
            String most = repetitions.group(2) == null ? repetitions.group(1) : repetitions.group(2);
            copies *= most.length() > 4 ? MOST_COPIES + 1 : Math.max(1, Long.parseLong(most));
        }
        if (pattern.length() > LONGEST_PATTERN || copies > MOST_COPIES) {
            throw new InvalidArgument("A pattern has at most " + LONGEST_PATTERN
                    + " characters, and its repetitions {n} multiply to at most " + MOST_COPIES + ".");
        }
        try {
            return com.google.re2j.Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new InvalidArgument("The pattern is none: " + e.getDescription() + ".");
        }
    }

    private static Network network(Object[] arguments) {
        return Network.parse((String) arguments[0]);
    }

    private static boolean containsAny(Network network, List<?> addresses) {
        boolean found = false;
        for (Object address : addresses) {
            if (!(address instanceof String text)) {
                throw new InvalidArgument("cidr.contains() takes addresses as texts.");
            }
            found |= network.contains(text);
        }
        return found;
    }

    private static List<Long> range(long count) {
        if (count < 0 || count > Limits.ITERATIONS) {
            throw new InvalidArgument("range(n) counts 0 to " + Limits.ITERATIONS + " numbers, not " + count + ".");
        }
        return LongStream.range(0, count).boxed().toList();
    }

    private static String join(List<?> parts, String between) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            if (!(part instanceof String piece)) {
                throw new InvalidArgument("join() takes texts; string(x) makes one of a number.");
            }
            append(text, text.isEmpty() ? piece : between + piece);
        }
        return text.toString();
    }

    private static String replace(String text, String old, String by) {
        if (old.isEmpty()) {
            throw new InvalidArgument("replace() takes a text to look for that is not empty.");
        }
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
            append(replaced, text.substring(from, at));
            append(replaced, by);
            from = at + old.length();
        }
        append(replaced, text.substring(from));
        return replaced.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (text.length() + more.length() > Limits.WEIGHT) {
            throw new InvalidArgument("A text would have more than " + Limits.WEIGHT + " characters.");
        }
        text.append(more);
    }
}
