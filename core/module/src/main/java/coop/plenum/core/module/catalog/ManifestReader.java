package coop.plenum.core.module.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Namespace;

/** Makes the resource model of a module from its manifest, as a repository index would have it. */
public final class ManifestReader {
    private final Attributes headers;
    private final List<Declaration> capabilities = new ArrayList<>();
    private final List<Declaration> requirements = new ArrayList<>();
    private final String symbolicName;
    private final Version version;

    private ManifestReader(Manifest manifest) {
        headers = manifest.getMainAttributes();
        List<Clause> names = Clause.parse(headers.getValue(Constants.BUNDLE_SYMBOLICNAME));
        if (!"2".equals(headers.getValue(Constants.BUNDLE_MANIFESTVERSION)) || names.isEmpty()) {
            throw new IllegalArgumentException(
                    "it is no OSGi bundle: Bundle-ManifestVersion: 2 or Bundle-SymbolicName is missing");
        }
        String declared = headers.getValue(Constants.BUNDLE_VERSION);
        if (declared == null) {
            throw new IllegalArgumentException("its manifest has no Bundle-Version");
        }
        if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new IllegalArgumentException("it is a fragment, which would change another bundle");
        }
        symbolicName = names.get(0).paths().get(0);
        version = Version.parseVersion(declared.trim());
    }

    /**
     * @param digest SHA-256 of the file in lower-case hex
     * @throws IllegalArgumentException when the manifest is not one of a module; the message completes "refused
     *     because ..."
     */
    public static ModuleResource read(Path file, Manifest manifest, String digest, long size) {
        ManifestReader reader = new ManifestReader(manifest);
        reader.identity();
        reader.exports();
        reader.imports();
        reader.bundles();
        reader.generic();
        return new ModuleResource(file, digest, size, reader.capabilities, reader.requirements);
    }

    private void identity() {
        capabilities.add(Declaration.of(IdentityNamespace.IDENTITY_NAMESPACE)
                .attribute(IdentityNamespace.IDENTITY_NAMESPACE, symbolicName)
                .attribute(IdentityNamespace.CAPABILITY_TYPE_ATTRIBUTE, IdentityNamespace.TYPE_BUNDLE)
                .attribute(IdentityNamespace.CAPABILITY_VERSION_ATTRIBUTE, version));
        capabilities.add(Declaration.of(BundleNamespace.BUNDLE_NAMESPACE)
                .attribute(BundleNamespace.BUNDLE_NAMESPACE, symbolicName)
                .attribute(Constants.BUNDLE_VERSION_ATTRIBUTE, version));
    }

    private void exports() {
        for (Clause clause : Clause.parse(headers.getValue(Constants.EXPORT_PACKAGE))) {
            for (String name : clause.paths()) {
                Declaration export = Declaration.of(PackageNamespace.PACKAGE_NAMESPACE);
                export.attributes().putAll(clause.attributes());
                export.directives().putAll(clause.directives());
                Object declared = clause.attributes().get(Constants.VERSION_ATTRIBUTE);
                capabilities.add(export.attribute(PackageNamespace.PACKAGE_NAMESPACE, name)
                        .attribute(
                                Constants.VERSION_ATTRIBUTE,
                                declared == null ? Version.emptyVersion : Version.parseVersion(declared.toString()))
                        .attribute(PackageNamespace.CAPABILITY_BUNDLE_SYMBOLICNAME_ATTRIBUTE, symbolicName)
                        .attribute(Constants.BUNDLE_VERSION_ATTRIBUTE, version));
            }
        }
    }

    private void imports() {
        for (Clause clause : Clause.parse(headers.getValue(Constants.IMPORT_PACKAGE))) {
            for (String name : clause.paths()) {
                requirements.add(require(PackageNamespace.PACKAGE_NAMESPACE, name, clause));
            }
        }
    }

    private void bundles() {
        for (Clause clause : Clause.parse(headers.getValue(Constants.REQUIRE_BUNDLE))) {
            requirements.add(
                    require(BundleNamespace.BUNDLE_NAMESPACE, clause.paths().get(0), clause));
        }
    }

    private void generic() {
        for (Clause clause : Clause.parse(headers.getValue(Constants.PROVIDE_CAPABILITY))) {
            capabilities.add(new Declaration(clause.paths().get(0), clause.attributes(), clause.directives()));
        }
        for (Clause clause : Clause.parse(headers.getValue(Constants.REQUIRE_CAPABILITY))) {
            requirements.add(new Declaration(clause.paths().get(0), clause.attributes(), clause.directives()));
        }
    }

    /** Imports and required bundles state attributes that must match; the resolver wants them as a filter. */
    private static Declaration require(String namespace, String name, Clause clause) {
        StringBuilder filter = new StringBuilder("(&(" + namespace + "=" + name + ")");
        Map<String, Object> rest = new LinkedHashMap<>(clause.attributes());
        range(filter, Constants.VERSION_ATTRIBUTE, rest.remove(Constants.VERSION_ATTRIBUTE));
        range(filter, Constants.BUNDLE_VERSION_ATTRIBUTE, rest.remove(Constants.BUNDLE_VERSION_ATTRIBUTE));
        rest.forEach((key, value) ->
                filter.append('(').append(key).append('=').append(value).append(')'));
        Declaration requirement = Declaration.of(namespace);
        requirement.directives().putAll(clause.directives());
        return requirement.directive(
                Namespace.REQUIREMENT_FILTER_DIRECTIVE, filter.append(')').toString());
    }

    private static void range(StringBuilder filter, String attribute, @Nullable Object range) {
        if (range != null) {
            filter.append(new VersionRange(range.toString()).toFilterString(attribute));
        }
    }
}
