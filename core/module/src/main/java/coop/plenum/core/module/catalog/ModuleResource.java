package coop.plenum.core.module.catalog;

import coop.plenum.api.module.PlenumModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** A module in a file, as the resolver sees it. Two of them are equal only when they are the same object. */
public final class ModuleResource implements Resource {
    private static final Pattern MODULE_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern NAME_IN_FILTER = Pattern.compile("\\(name=([^()*]+)\\)");

    private final Path file;
    private final String digest;
    private final long size;
    private final List<Capability> capabilities;
    private final List<Requirement> requirements;
    private final Map<String, Object> module;
    private final String symbolicName;
    private final Version version;

    /**
     * @param digest SHA-256 in lower-case hex
     * @throws IllegalArgumentException when this is no module; the message says why
     */
    ModuleResource(
            Path file, String digest, long size, List<Declaration> capabilities, List<Declaration> requirements) {
        this.file = file;
        this.digest = digest;
        this.size = size;
        this.capabilities = capabilities.stream()
                .<Capability>map(declared -> new DeclaredCapability(
                        this, declared.namespace(), declared.attributes(), declared.directives()))
                .toList();
        this.requirements = requirements.stream()
                .<Requirement>map(declared -> new DeclaredRequirement(
                        this, declared.namespace(), declared.attributes(), declared.directives()))
                .toList();
        Capability identity = only(IdentityNamespace.IDENTITY_NAMESPACE);
        this.symbolicName = String.valueOf(identity.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE));
        this.version = version(identity.getAttributes().get(IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE));
        this.module = only(PlenumModule.NAMESPACE).getAttributes();
        if (!MODULE_NAME.matcher(name()).matches()) {
            throw new IllegalArgumentException("its module name \"" + name()
                    + "\" is not of small letters, digits and hyphens, a letter first, at most 40 characters");
        }
    }

    private Capability only(String namespace) {
        List<Capability> found = getCapabilities(namespace);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "it has " + (found.isEmpty() ? "no" : "several") + " capabilities of the kind " + namespace);
        }
        return found.get(0);
    }

    private static Version version(Object value) {
        return value instanceof Version typed ? typed : Version.parseVersion(value == null ? null : value.toString());
    }

    public Path file() {
        return file;
    }

    public String digest() {
        return digest;
    }

    public long size() {
        return size;
    }

    public String symbolicName() {
        return symbolicName;
    }

    public Version version() {
        return version;
    }

    public String name() {
        return text("name");
    }

    public String title() {
        return text("title");
    }

    public String description() {
        return text("description");
    }

    public String publisher() {
        return text("publisher");
    }

    private String text(String attribute) {
        Object value = module.get(attribute);
        return value == null ? "" : value.toString();
    }

    /** Names of the modules it asks for by name. */
    public List<String> requires() {
        return getRequirements(PlenumModule.NAMESPACE).stream()
                .map(requirement -> NAME_IN_FILTER.matcher(
                        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "")))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Capability> getCapabilities(@Nullable String namespace) {
        return namespace == null
                ? capabilities
                : capabilities.stream()
                        .filter(capability -> capability.getNamespace().equals(namespace))
                        .toList();
    }

    @Override
    public List<Requirement> getRequirements(@Nullable String namespace) {
        return namespace == null
                ? requirements
                : requirements.stream()
                        .filter(requirement -> requirement.getNamespace().equals(namespace))
                        .toList();
    }

    @Override
    public String toString() {
        return name() + " " + version;
    }
}
