package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * An auditor with nothing but the JDK: reads checkpoint, key and entry bundles and recomputes the whole tree, written from
 * RFC 6962 and the C2SP documents without a look at the product's code.
 */
public final class AuditCheck {
    private static final int BUNDLE = 256;
    /** What stands before a raw Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private AuditCheck() {}

    /** @return how many entries the verified tree has */
    public static long verify(Client auditor) throws GeneralSecurityException {
        String checkpoint = auditor.get("/api/v1/audit/checkpoint").expect(200).body();
        String[] lines = checkpoint.split("\n", -1);
        long size = Long.parseLong(lines[1]);
        byte[] root = Base64.getDecoder().decode(lines[2]);
        List<byte[]> leaves = leaves(auditor, size);
        assertThat(leaves).hasSize((int) size);
        assertThat(rootOf(leaves)).as("root recomputed from %d entries", size).isEqualTo(root);
        verifySignature(
                checkpoint, auditor.get("/api/v1/audit/key").expect(200).body().strip());
        return size;
    }

    private static List<byte[]> leaves(Client auditor, long size) throws GeneralSecurityException {
        List<byte[]> leaves = new ArrayList<>();
        for (long bundle = 0; bundle * BUNDLE < size; bundle++) {
            long width = Math.min(BUNDLE, size - bundle * BUNDLE);
            String path = "entries/" + number(bundle) + (width < BUNDLE ? ".p/" + width : "");
            byte[] bytes = auditor.bytes("/api/v1/audit/tile/" + path);
            for (int at = 0; at < bytes.length; ) {
                int length = ((bytes[at] & 255) << 8) | (bytes[at + 1] & 255);
                leaves.add(hash((byte) 0, Arrays.copyOfRange(bytes, at + 2, at + 2 + length)));
                at += 2 + length;
            }
        }
        return leaves;
    }

    /** {@code 1234067} becomes {@code x001/x234/067}. */
    private static String number(long number) {
        String path = String.format("%03d", number % 1000);
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path = String.format("x%03d/", rest % 1000) + path;
        }
        return path;
    }

    private static byte[] rootOf(List<byte[]> hashes) throws GeneralSecurityException {
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        int split = Integer.highestOneBit(hashes.size() - 1);
        return hash((byte) 1, rootOf(hashes.subList(0, split)), rootOf(hashes.subList(split, hashes.size())));
    }

    private static byte[] hash(byte prefix, byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(prefix);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static void verifySignature(String note, String verifierKey) throws GeneralSecurityException {
        int blank = note.indexOf("\n\n");
        byte[] text = note.substring(0, blank + 1).getBytes(StandardCharsets.UTF_8);
        String signatureLine = note.substring(blank + 2).strip();
        byte[] signature = Base64.getDecoder().decode(signatureLine.substring(signatureLine.lastIndexOf(' ') + 1));
        byte[] key = Base64.getDecoder()
                .decode(verifierKey.substring(verifierKey.indexOf('+', verifierKey.indexOf('+') + 1) + 1));
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(KEY_PREFIX);
        encoded.write(key, 1, key.length - 1);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        verifier.update(text);
        assertThat(verifier.verify(Arrays.copyOfRange(signature, 4, signature.length)))
                .as("signature of the checkpoint")
                .isTrue();
    }
}
