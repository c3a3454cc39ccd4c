package coop.plenum.console.extension;

import coop.plenum.api.console.Contribution;
import coop.plenum.api.module.PlenumModule;
import coop.plenum.console.asset.FingerprintedAssets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** Reads what a bundle adds. Whatever is wrong with it becomes words, never an exception. */
final class ExtensionReader {
    /** Where the files of extensions are served. */
    static final String ADDRESS = "/console/ext/";

    private static final int MAX_MANIFEST = 256 * 1024;
    private static final long MAX_FILES = 8L << 20;

    private ExtensionReader() {}

    /** An extension and the files behind it; none if they cannot be read. */
    record Found(Extension extension, Optional<FingerprintedAssets> files) {}

    /** Empty if the bundle is no module or adds nothing. */
    static Optional<Found> read(Bundle bundle) {
        URL manifest = bundle.getEntry(Contribution.RESOURCE);
        Map<String, Object> module = capability(bundle);
        if (manifest == null || module == null) {
            return Optional.empty();
        }
        Extension bare = new Extension(
                String.valueOf(module.get("name")),
                String.valueOf(module.getOrDefault("title", module.get("name"))),
                bundle.getVersion().toString(),
                0,
                List.of(),
                Optional.empty());
        try {
            return Optional.of(read(bare, manifest, FingerprintedAssets.of(bundle, Contribution.FOLDER, MAX_FILES)));
        } catch (IOException | IllegalStateException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Optional.of(new Found(
                    bare.with(List.of(), Optional.of("What it adds to the console cannot be read. " + why)),
                    Optional.empty()));
        }
    }

    private static Found read(Extension bare, URL url, FingerprintedAssets files) throws IOException {
        byte[] json;
        try (InputStream in = url.openStream()) {
            json = in.readNBytes(MAX_MANIFEST + 1);
        }
        Manifest manifest = json.length > MAX_MANIFEST
                ? Manifest.broken(0, Contribution.RESOURCE + " is larger than " + (MAX_MANIFEST >> 10) + " KiB.")
                : Manifest.read(bare.module(), json, path -> files.find(path).isPresent());
        String base = ADDRESS + bare.module() + "/" + files.fingerprint() + "/";
        List<Contribution> contributions = manifest.contributions().stream()
                .map(declared -> addressed(declared, base))
                .toList();
        Extension extension = new Extension(
                bare.module(), bare.title(), bare.version(), manifest.api(), contributions, manifest.words());
        return new Found(extension, Optional.of(files));
    }

    private static Contribution addressed(Contribution declared, String base) {
        return new Contribution(
                declared.place(),
                declared.element(),
                declared.title(),
                declared.icon(),
                base + declared.script(),
                declared.permission(),
                declared.target());
    }

    private static @Nullable Map<String, Object> capability(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? null
                : revision.getDeclaredCapabilities(PlenumModule.NAMESPACE).stream()
                        .map(capability -> capability.getAttributes())
                        .filter(attributes -> attributes.get("name") instanceof String)
                        .findFirst()
                        .orElse(null);
    }
}
