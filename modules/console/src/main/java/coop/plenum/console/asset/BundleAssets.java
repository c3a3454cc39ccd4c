package coop.plenum.console.asset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.Bundle;

/**
 * The files in a folder of a bundle. What is there is known from the beginning, so that only that can be asked for; bytes
 * are read when needed.
 */
public final class BundleAssets implements Assets {
    private final Map<String, Asset> assets;

    private BundleAssets(Map<String, Asset> assets) {
        this.assets = Map.copyOf(assets);
    }

    /** Files of a build, which has put {@code x.js.br} and {@code x.js.gz} beside {@code x.js}. */
    public static BundleAssets precompressed(Bundle bundle, String folder) {
        Map<String, Map<Encoding, Content>> byPath = new HashMap<>();
        files(bundle, folder).forEach((path, url) -> {
            Encoding encoding = Encoding.ofFile(path);
            String plain = path.substring(0, path.length() - encoding.suffix().length());
            byPath.computeIfAbsent(plain, key -> new EnumMap<>(Encoding.class))
                    .put(encoding, new Content(() -> read(url)));
        });
        Map<String, Asset> assets = new HashMap<>();
        byPath.forEach((path, contents) -> assets.put(path, Asset.of(path, contents)));
        return new BundleAssets(assets);
    }

    /** The files of a folder by their paths in it. */
    static SortedMap<String, URL> files(Bundle bundle, String folder) {
        SortedMap<String, URL> files = new TreeMap<>();
        String base = "/" + folder + "/";
        for (URL url : Collections.list(
                Optional.ofNullable(bundle.findEntries(folder, "*", true)).orElse(Collections.emptyEnumeration()))) {
            String path = url.getPath();
            if (!path.endsWith("/")) {
                files.put(path.substring(path.indexOf(base) + base.length()), url);
            }
        }
        return files;
    }

    static byte[] read(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        }
    }

    @Override
    public Optional<Asset> find(String path) {
        return Optional.ofNullable(assets.get(path));
    }
}
