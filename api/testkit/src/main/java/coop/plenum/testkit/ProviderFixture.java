package coop.plenum.testkit;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;

/**
 * What the kit needs to know of a provider and the system it is tested against. Build with {@link #of} and add what the
 * provider can do; what is not added is not expected to work, and must fail as UNSUPPORTED where it can be asked for.
 *
 * @param settings of a connection that works
 * @param credentials of a connection that works
 * @param badCredentials refused by the remote system; empty: it knows none
 * @param creatable resources that can be made, changed and deleted
 * @param unchangeable content types whose resources cannot be made, changed or deleted
 */
public record ProviderFixture(
        Values settings,
        Map<String, String> credentials,
        Map<String, String> badCredentials,
        List<Creatable> creatable,
        List<String> unchangeable) {
    public ProviderFixture {
        credentials = Map.copyOf(credentials);
        badCredentials = Map.copyOf(badCredentials);
        creatable = List.copyOf(creatable);
        unchangeable = List.copyOf(unchangeable);
    }

    /**
     * A resource to be made.
     *
     * @param title nothing that exists is called so
     * @param values settable values to make it with
     * @param change a merge patch over them for an update
     */
    public record Creatable(String type, String title, Values values, Values change) {}

    public static ProviderFixture of(Values settings, Map<String, String> credentials) {
        return new ProviderFixture(settings, credentials, Map.of(), List.of(), List.of());
    }

    public ProviderFixture refusing(Map<String, String> credentialsThatAreWrong) {
        return new ProviderFixture(settings, credentials, credentialsThatAreWrong, creatable, unchangeable);
    }

    public ProviderFixture creating(Creatable... resources) {
        return new ProviderFixture(settings, credentials, badCredentials, List.of(resources), unchangeable);
    }

    public ProviderFixture notChanging(String... types) {
        return new ProviderFixture(settings, credentials, badCredentials, creatable, List.of(types));
    }
}
