package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.io.output.SecureByteArrayOutputStream;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys as text. */
public final class Keys {
    static {
        JdkCryptography.register();
    }

    private Keys() {}

    /**
     * Reads a private key in the form of OpenSSH or PEM.
     *
     * @throws ProviderException {@code invalid-private-key}, {@code wrong-passphrase}; neither tells any of it
     */
    public static KeyPair read(char[] text, Optional<char[]> passphrase) throws ProviderException {
        byte[] bytes = bytes(text);
        try {
            FilePasswordProvider secret = passphrase
                    .map(word -> FilePasswordProvider.of(new String(word)))
                    .orElse(FilePasswordProvider.EMPTY);
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("the private key"), new ByteArrayInputStream(bytes), secret);
            Iterator<KeyPair> keys = found == null ? null : found.iterator();
            if (keys != null && keys.hasNext()) {
                return keys.next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The cause is left out: its message may quote what was given.
            if (isEncrypted(text)) {
                throw new ProviderException(
                        Category.AUTHENTICATION,
                        "wrong-passphrase",
                        "The private key is encrypted, and the passphrase does not open it.",
                        "passphrase",
                        null,
                        null);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        throw new ProviderException(
                Category.USER,
                "invalid-private-key",
                "This is no private key in the form that ssh-keygen writes. Give the whole file, with its first and last"
                        + " line; ssh-keygen -p -f FILE brings others into this form.",
                "privateKey",
                null,
                null);
    }

    /** PEM says so in words; the form of OpenSSH names its cipher in its first bytes, {@code none} in one that is not. */
    private static boolean isEncrypted(char[] text) {
        String whole = new String(text);
        return whole.contains("ENCRYPTED")
                || (whole.contains("BEGIN OPENSSH") && !whole.contains("b3BlbnNzaC1rZXktdjEAAAAABG5vbmU"));
    }

    private static byte[] bytes(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining() + 1];
        encoded.get(bytes, 0, bytes.length - 1);
        encoded.clear().put(new byte[encoded.capacity()]);
        bytes[bytes.length - 1] = '\n'; // a pasted key often lacks its last line end
        return bytes;
    }

    /** A new Ed25519 key. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no Ed25519.", e);
        }
    }

    /** The private key in the form of OpenSSH, for the caller to wipe. */
    public static char[] write(KeyPair key, String comment) {
        try (SecureByteArrayOutputStream out = new SecureByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, comment, null, out);
            byte[] bytes = out.toByteArray();
            char[] text = new char[bytes.length];
            for (int i = 0; i < bytes.length; i++) { // all of it is ASCII
                text[i] = (char) bytes[i];
            }
            Arrays.fill(bytes, (byte) 0);
            return text;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A new key cannot be written.", e);
        }
    }

    /** Type and Base64 of the key, as they stand in a line of {@code authorized_keys}. */
    public static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    public static String fingerprint(PublicKey key) {
        return HostKey.of(key).fingerprint();
    }
}
