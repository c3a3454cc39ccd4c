package coop.plenum.core.module.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Finds what satisfies a requirement among some thousand capabilities, in the order in which they were added. */
final class CapabilityIndex {
    /** Most capabilities carry their name in an attribute that is called as their namespace; so do plenum's modules. */
    private static final Pattern KEY = Pattern.compile("\\(([a-z.]+)=([^()*\\\\]+)\\)");

    private final Map<String, List<Capability>> byNamespace = new HashMap<>();
    private final Map<String, List<Capability>> byName = new HashMap<>();

    void add(List<? extends Capability> capabilities) {
        for (Capability capability : capabilities) {
            String namespace = capability.getNamespace();
            byNamespace.computeIfAbsent(namespace, any -> new ArrayList<>()).add(capability);
            if (capability.getAttributes().get(namespace) instanceof String name) {
                byName.computeIfAbsent(namespace + '=' + name, any -> new ArrayList<>())
                        .add(capability);
            }
        }
    }

    List<Capability> providers(Requirement requirement) {
        String filter = requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE);
        String namespace = requirement.getNamespace();
        List<Capability> all = byNamespace.getOrDefault(namespace, List.of());
        if (filter == null) {
            return new ArrayList<>(all);
        }
        Filter parsed = parse(filter);
        return candidates(namespace, filter, all).stream()
                .filter(capability -> parsed.matches(capability.getAttributes()) && mandatory(capability, filter))
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    }

    private List<Capability> candidates(String namespace, String filter, List<Capability> all) {
        Matcher key = KEY.matcher(filter);
        while (key.find()) {
            // Only a name that must match narrows the search; within "or" or "not" it need not.
            if (key.group(1).equals(namespace) && !filter.contains("(|") && !filter.contains("(!(" + namespace)) {
                return byName.getOrDefault(namespace + '=' + key.group(2), List.of());
            }
        }
        return all;
    }

    /** An exporter may demand that importers name some of its attributes. */
    private static boolean mandatory(Capability capability, String filter) {
        String names = capability.getDirectives().get("mandatory");
        return names == null
                || Arrays.stream(names.split(",")).allMatch(name -> filter.contains('(' + name.trim() + '='));
    }

    private static Filter parse(String filter) {
        try {
            return FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("Not a filter: " + filter, e);
        }
    }
}
