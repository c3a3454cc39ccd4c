package coop.plenum.core.module.state;

import coop.plenum.api.Values;
import java.time.Instant;
import java.util.Optional;

/**
 * A module as it is wanted. The framework is made to match, never the other way round.
 *
 * @param digest SHA-256 of its jar, which lies in the {@link JarStore}
 * @param quarantine why it is kept out though it is enabled
 * @param changedAt last install, upgrade or enabling
 * @param signer subject of the certificate, empty when unsigned
 * @param previousDigest of the jar before the last upgrade, kept to go back
 */
public record ModuleRow(
        String name,
        String version,
        String digest,
        boolean enabled,
        Optional<String> quarantine,
        Instant installedAt,
        Instant changedAt,
        String signer,
        Optional<String> previousDigest,
        ModuleDescriptor descriptor) {
    /** Whether its bundle belongs into the framework. */
    public boolean runs() {
        return enabled && quarantine.isEmpty();
    }

    public ModuleRow enabled(boolean on, Instant now) {
        return new ModuleRow(
                name, version, digest, on, Optional.empty(), installedAt, now, signer, previousDigest, descriptor);
    }

    public ModuleRow quarantined(String why) {
        return new ModuleRow(
                name,
                version,
                digest,
                enabled,
                Optional.of(why),
                installedAt,
                changedAt,
                signer,
                previousDigest,
                descriptor);
    }

    Values toValues() {
        return Values.builder()
                .put("name", name)
                .put("version", version)
                .put("digest", digest)
                .put("enabled", enabled)
                .put("quarantine", quarantine.orElse(null))
                .put("installedAt", installedAt.toString())
                .put("changedAt", changedAt.toString())
                .put("signer", signer)
                .put("previousDigest", previousDigest.orElse(null))
                .put("descriptor", descriptor.toValues())
                .build();
    }

    static ModuleRow from(Values values) {
        String name = values.requireText("name");
        return new ModuleRow(
                name,
                values.requireText("version"),
                values.requireText("digest"),
                values.flag("enabled").orElse(false),
                values.text("quarantine"),
                Instant.parse(values.requireText("installedAt")),
                Instant.parse(values.requireText("changedAt")),
                values.requireText("signer"),
                values.text("previousDigest"),
                ModuleDescriptor.from(name, values.nested("descriptor")));
    }
}
