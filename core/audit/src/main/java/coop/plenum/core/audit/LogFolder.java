package coop.plenum.core.audit;

import coop.plenum.core.audit.tlog.Checkpoint;
import coop.plenum.core.audit.tlog.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log keeps outside the database: the signing key, and a copy of the last checkpoint by which an older or forked
 * database gives itself away. Thread-safe.
 */
final class LogFolder {
    private final Path key;
    private final Path checkpoint;
    private @Nullable SigningKey loaded;

    LogFolder(Path folder) {
        this.key = folder.resolve("signing.key");
        this.checkpoint = folder.resolve("checkpoint");
    }

    /** The text of the verifier key, if there is a key. */
    Optional<String> verifierKey() {
        return content(key).flatMap(text -> text.lines().skip(1).findFirst());
    }

    /** The signing key, made when there is none. */
    synchronized SigningKey signingKey() {
        if (loaded == null) {
            Optional<String> text = content(key);
            loaded = text.isPresent() ? parsed(text.get()) : created();
        }
        return loaded;
    }

    Optional<Checkpoint> checkpoint() {
        try {
            return content(checkpoint).map(Checkpoint::unverified);
        } catch (IllegalArgumentException e) {
            throw new LogRefusal(checkpoint + " is no checkpoint. Put back the file from your last backup.", e);
        }
    }

    void keep(String note) throws IOException {
        PrivateFiles.replace(checkpoint, note);
    }

    private SigningKey parsed(String text) {
        try {
            return SigningKey.parse(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message might quote the key.
            throw new LogRefusal(key + " holds no signing key. Put back the file from your last backup.");
        }
    }

    private SigningKey created() {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        SigningKey fresh = SigningKey.generate("plenum/" + HexFormat.of().formatHex(id));
        try {
            PrivateFiles.replace(key, fresh.encoded());
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + key + ".", e);
        }
    }

    private static Optional<String> content(Path file) {
        try {
            return PrivateFiles.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    @Override
    public String toString() {
        return key.getParent().toString();
    }
}
