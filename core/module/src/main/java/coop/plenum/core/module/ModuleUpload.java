package coop.plenum.core.module;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.core.module.catalog.ManifestReader;
import coop.plenum.core.module.catalog.ModuleResource;
import coop.plenum.core.module.catalog.UploadFolder;
import coop.plenum.core.module.state.DeclaredPermissions;
import coop.plenum.core.module.trust.BadJar;
import coop.plenum.core.module.trust.Digests;
import coop.plenum.core.module.trust.JarVerifier;
import coop.plenum.core.module.trust.TrustedCertificates;
import coop.plenum.core.module.trust.VerifiedJar;
import coop.plenum.core.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a module file from a client into the local catalog, once all that can be checked without installing holds. */
final class ModuleUpload {
    private final UploadFolder uploads;
    private final JarVerifier verifier;
    private final TrustedCertificates trust;
    private final ContentTypes contentTypes;
    private final Database database;
    private final ModuleAudit audit;

    ModuleUpload(
            UploadFolder uploads,
            JarVerifier verifier,
            TrustedCertificates trust,
            ContentTypes contentTypes,
            Database database,
            ModuleAudit audit) {
        this.uploads = uploads;
        this.verifier = verifier;
        this.trust = trust;
        this.contentTypes = contentTypes;
        this.database = database;
        this.audit = audit;
    }

    ModuleResource take(Caller caller, Decision decision, InputStream bundle) {
        try {
            Files.createDirectories(uploads.folder());
            Path part = Files.createTempFile(uploads.folder(), "upload", ".part");
            try {
                Digests.Copied copied = receive(bundle, part);
                VerifiedJar jar = trust.require(verifier.verify(part));
                ModuleResource module = check(part, jar, copied);
                database.write(sql -> {
                    audit.uploaded(caller, decision, module, jar.signerName());
                    return null;
                });
                return uploads.add(part, module);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new PlenumException(
                    PlenumException.Category.UNAVAILABLE,
                    "module-store-unavailable",
                    "The file could not be received or stored whole. Try again, and look at the free space.",
                    e);
        }
    }

    private Digests.Copied receive(InputStream bundle, Path part) throws IOException {
        long limit = verifier.limits().jarBytes();
        try (OutputStream out = Files.newOutputStream(part)) {
            return Digests.copy(bundle, out, limit);
        } catch (Digests.TooLong e) {
            throw BadJar.tooLarge("it has more than " + (limit >> 20) + " MiB");
        }
    }

    private ModuleResource check(Path part, VerifiedJar jar, Digests.Copied copied) {
        try {
            ModuleResource module = ManifestReader.read(part, jar.manifest(), copied.digest(), copied.size());
            jar.permissions().ifPresent(json -> DeclaredPermissions.parse(module.name(), json));
            jar.types().values().forEach(json -> contentTypes.parse(module.name(), json));
            return module;
        } catch (IllegalArgumentException e) {
            throw BadJar.invalid(String.valueOf(e.getMessage()));
        }
    }
}
