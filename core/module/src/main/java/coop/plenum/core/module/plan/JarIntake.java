package coop.plenum.core.module.plan;

import coop.plenum.api.PlenumException;
import coop.plenum.core.module.catalog.ManifestReader;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.state.JarStore;
import coop.plenum.core.module.trust.BadJar;
import coop.plenum.core.module.trust.JarVerifier;
import coop.plenum.core.module.trust.TrustedCertificates;
import coop.plenum.core.module.trust.VerifiedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The only way in for a jar: into the store, then verified there, then nothing else is ever read. Thread-safe. */
public final class JarIntake {
    private record Known(FileTime time, long size, VerifiedJar jar) {}

    private final JarStore store;
    private final JarVerifier verifier;
    private final TrustedCertificates trust;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public JarIntake(JarStore store, JarVerifier verifier, TrustedCertificates trust) {
        this.store = store;
        this.verifier = verifier;
        this.trust = trust;
    }

    public void fetch(ModuleResource module) {
        try {
            store.fetch(module.file(), module.digest(), verifier.limits().jarBytes());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * A fetched jar after its signature was checked and its signer found trusted; read once while the file stays the
     * same.
     *
     * @throws PlenumException {@code invalid-bundle}, {@code untrusted-bundle}, {@code bundle-too-large}
     */
    public VerifiedJar verify(ModuleResource module) {
        VerifiedJar jar = trust.require(content(module.digest()));
        try {
            ModuleResource inside = ManifestReader.read(module.file(), jar.manifest(), module.digest(), module.size());
            if (!inside.name().equals(module.name()) || !inside.version().equals(module.version())) {
                throw BadJar.invalid("the catalog calls it " + module + ", but it is " + inside);
            }
        } catch (IllegalArgumentException e) {
            throw BadJar.invalid(String.valueOf(e.getMessage()));
        }
        return jar;
    }

    /** What a stored jar holds, whoever signed it. */
    public VerifiedJar content(String digest) {
        Path file = store.path(digest);
        try {
            FileTime time = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Known before = known.get(digest);
            if (before != null && before.time().equals(time) && before.size() == size) {
                return before.jar();
            }
            VerifiedJar jar = verifier.verify(file);
            known.put(digest, new Known(time, size, jar));
            return jar;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A stored jar as the resolver sees it. */
    public ModuleResource stored(String digest) {
        Path file = store.path(digest);
        try {
            return ManifestReader.read(file, content(digest).manifest(), digest, Files.size(file));
        } catch (IllegalArgumentException e) {
            throw BadJar.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Forgets and deletes all jars but these. */
    public void retain(Set<String> digests) {
        known.keySet().retainAll(digests);
        try {
            store.retain(digests);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static PlenumException unreadable(IOException e) {
        return new PlenumException(
                PlenumException.Category.UNAVAILABLE,
                "module-store-unavailable",
                "The folder of module files cannot be read or written. Look at its rights and at the free space.",
                e);
    }
}
