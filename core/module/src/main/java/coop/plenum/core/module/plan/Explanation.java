package coop.plenum.core.module.plan;

import coop.plenum.api.module.PlenumModule;
import coop.plenum.core.module.catalog.ModuleResource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Says in plain words why modules cannot be wired. */
final class Explanation {
    private static final Pattern VERSION = Pattern.compile("\\(version(>=|<=|=)([^()]+)\\)");
    private static final Pattern NOT_VERSION = Pattern.compile("\\(!\\(version(>=|<=)([^()]+)\\)\\)");

    private final CapabilityIndex capabilities;
    private final Set<String> disabled;
    private final Set<Resource> seen = new HashSet<>();

    Explanation(CapabilityIndex capabilities, Set<String> disabled) {
        this.capabilities = capabilities;
        this.disabled = disabled;
    }

    /** The first requirement, of these or of what they need, that nothing satisfies; else the resolver's own words. */
    String of(Collection<Resource> mandatory, String resolver) {
        return mandatory.stream()
                .map(this::missing)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("The modules do not fit together: " + resolver);
    }

    private String missing(Resource resource) {
        if (!seen.add(resource)) {
            return "";
        }
        for (Requirement requirement : resource.getRequirements(null)) {
            String resolution = requirement
                    .getDirectives()
                    .getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
            if (resolution.equals(Namespace.RESOLUTION_MANDATORY) && ModuleContext.effective(requirement)) {
                List<Capability> providers = capabilities.providers(requirement);
                String words =
                        providers.isEmpty() ? name(resource) + " needs " + words(requirement) + "." : deeper(providers);
                if (!words.isEmpty()) {
                    return words;
                }
            }
        }
        return "";
    }

    private String deeper(List<Capability> providers) {
        String words = "";
        for (Capability provider : providers) {
            words = provider.getResource() instanceof ModuleResource ? missing(provider.getResource()) : "";
            if (words.isEmpty()) {
                return "";
            }
        }
        return words;
    }

    private static String name(Resource resource) {
        if (resource instanceof ModuleResource module) {
            return "The module " + module;
        }
        return resource instanceof BundleRevision revision
                ? "The installed " + revision.getSymbolicName() + " " + revision.getVersion()
                : resource.toString();
    }

    private String words(Requirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String namespace = requirement.getNamespace();
        if (namespace.equals(PlenumModule.NAMESPACE)) {
            String module = value(filter, "name");
            return disabled.contains(module)
                    ? "the module " + module + ", which is installed but disabled. Enable it first"
                    : "the module " + module + range(filter) + ", which is not in the catalog";
        }
        if (namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return "the package " + value(filter, namespace) + range(filter) + ", which nothing offers";
        }
        if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return "a Java version that this is not: " + value(filter, namespace) + range(filter);
        }
        String name = value(filter, namespace);
        return namespace + (name.isEmpty() ? " " + filter : " " + name) + range(filter) + ", which nothing offers";
    }

    private static String value(String filter, String attribute) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(attribute) + "=([^()]*)\\)")
                .matcher(filter);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The versions that a filter admits, in the notation of ranges that developers know. */
    static String range(String filter) {
        String floor = "";
        String ceiling = "";
        Matcher not = NOT_VERSION.matcher(filter);
        while (not.find()) {
            if (not.group(1).equals(">=")) {
                ceiling = not.group(2) + ")";
            } else {
                floor = "(" + not.group(2);
            }
        }
        Matcher plain = VERSION.matcher(not.replaceAll(""));
        while (plain.find()) {
            switch (plain.group(1)) {
                case ">=" -> floor = "[" + plain.group(2);
                case "<=" -> ceiling = plain.group(2) + "]";
                default -> floor = plain.group(2);
            }
        }
        if (ceiling.isEmpty()) {
            return floor.isEmpty() ? "" : " version " + floor.substring(floor.startsWith("[") ? 1 : 0);
        }
        return " version " + (floor.isEmpty() ? "[0" : floor) + "," + ceiling;
    }
}
