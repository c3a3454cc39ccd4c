package coop.plenum.console.asset;

import java.io.IOException;
import java.net.URL;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** The plain files in a folder of a bundle, with a fingerprint of all of them for addresses that never change. */
public final class FingerprintedAssets implements Assets {
    private static final int FINGERPRINT_BYTES = 8;

    private final Map<String, Asset> assets;
    private final String fingerprint;

    private FingerprintedAssets(Map<String, Asset> assets, String fingerprint) {
        this.assets = Map.copyOf(assets);
        this.fingerprint = fingerprint;
    }

    /**
     * Reads all files once; they are not kept.
     *
     * @param limit of all files together
     * @throws IOException also when they are larger
     */
    public static FingerprintedAssets of(Bundle bundle, String folder, long limit) throws IOException {
        Map<String, Asset> assets = new HashMap<>();
        MessageDigest digest = Content.sha256();
        long size = 0;
        for (Map.Entry<String, URL> file : BundleAssets.files(bundle, folder).entrySet()) {
            URL url = file.getValue();
            byte[] bytes = BundleAssets.read(url);
            size += bytes.length;
            if (size > limit) {
                throw new IOException(
                        "The files in " + folder + " are larger than " + (limit >> 20) + " MiB together.");
            }
            Content.add(digest, file.getKey(), bytes);
            assets.put(
                    file.getKey(),
                    Asset.compressing(file.getKey(), bytes.length, new Content(() -> BundleAssets.read(url))));
        }
        return new FingerprintedAssets(assets, HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES));
    }

    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Optional<Asset> find(String path) {
        return Optional.ofNullable(assets.get(path));
    }
}
