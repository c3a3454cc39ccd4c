package coop.plenum.infrastructure.connection;

import coop.plenum.api.Values;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the secrets of a connection go: to what its settings name, in the way its provider has. Whoever may edit a
 * connection may not for that reason use its secrets, and its item has more doors than {@link Connections}; so what
 * somebody who may has confirmed is kept beside the settings, where only the module writes.
 */
record SecretsFor(String provider, Values settings) {
    private static final String CONFIRMED = "secretsFor";

    /** As the item's values have it now. */
    static SecretsFor of(Values values) {
        return new SecretsFor(values.text("provider").orElse(""), values.nested("settings"));
    }

    /** What the secrets in the item's values may be used with. */
    static SecretsFor confirmed(Values values) {
        return of(values.nested(CONFIRMED));
    }

    Values stored() {
        return Values.builder()
                .put("provider", provider)
                .put("settings", settings)
                .build();
    }

    /** Names of the settings that differ, among them perhaps {@code provider}. */
    Set<String> differences(SecretsFor other) {
        Set<String> names = new HashSet<>(settings.asMap().keySet());
        names.addAll(other.settings.asMap().keySet());
        names.removeIf(name -> Values.same(
                settings.get(name).orElse(null), other.settings.get(name).orElse(null)));
        if (!provider.equals(other.provider)) {
            names.add("provider");
        }
        return names;
    }
}
