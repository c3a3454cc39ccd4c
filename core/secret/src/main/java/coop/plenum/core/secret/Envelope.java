package coop.plenum.core.secret;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/** Seals a secret with a data key of its own and that key with the master key; opens and rewraps. Thread-safe. */
final class Envelope {
    private final MasterKeys keys;
    private final AesGcm aes;

    Envelope(MasterKeys keys, AesGcm aes) {
        this.keys = keys;
        this.aes = aes;
    }

    /** @param plain is wiped */
    Sealed seal(MasterKey master, UUID space, UUID id, int version, String field, byte[] plain) {
        byte[] context = Sealed.context(space, id, version, field);
        byte[] dataKey = aes.newKey();
        try {
            return new Sealed(
                    space,
                    id,
                    version,
                    field,
                    master.id(),
                    aes.seal(master.key(), dataKey, context),
                    aes.seal(dataKey, plain, context));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** @return the secret, for the caller to wipe */
    byte[] open(Sealed sealed) {
        byte[] dataKey = dataKey(sealed);
        try {
            return aes.open(dataKey, sealed.content(), sealed.context());
        } catch (AEADBadTagException e) {
            throw changed(sealed, e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** The same content with its data key under another master key. */
    Sealed rewrap(Sealed sealed, MasterKey master) {
        byte[] dataKey = dataKey(sealed);
        try {
            return new Sealed(
                    sealed.space(),
                    sealed.id(),
                    sealed.version(),
                    sealed.field(),
                    master.id(),
                    aes.seal(master.key(), dataKey, sealed.context()),
                    sealed.content());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private byte[] dataKey(Sealed sealed) {
        MasterKey master = keys.find(sealed.masterKey())
                .orElseThrow(() -> unreadable(
                        "The " + sealed + " was sealed with master key " + sealed.masterKey()
                                + ", which is not here. Put back the master key of that id, then try again.",
                        null));
        try {
            return aes.open(master.key(), sealed.wrappedKey(), sealed.context());
        } catch (AEADBadTagException e) {
            throw changed(sealed, e);
        }
    }

    private static PlenumException changed(Sealed sealed, AEADBadTagException cause) {
        return unreadable(
                "The " + sealed + " has been changed in the database since it was sealed. Enter it again.", cause);
    }

    private static PlenumException unreadable(String message, @Nullable Throwable cause) {
        return new PlenumException(Category.UNAVAILABLE, "secret-unreadable", message, List.of(), null, cause);
    }
}
