package coop.plenum.testkit;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kit needs to know of a provider and the system it is tested against. Build with {@link #of} and add what the
 * provider can do; what is not added is not expected to work, and must fail as UNSUPPORTED where it can be asked for.
 *
 * @param settings of a connection that works
 * @param credentials of a connection that works; words of four characters or more that stand nowhere else by chance
 * @param badCredentials refused by the remote system; empty: it knows none
 * @param creatable resources that can be made, changed and deleted
 * @param unchangeable content types whose resources cannot be made, changed or deleted
 * @param outOfReach a connection to where nothing answers
 * @param throttled settings of a connection whose remote system says that it is asked too often
 */
public record ProviderFixture(
        Values settings,
        Map<String, String> credentials,
        Map<String, String> badCredentials,
        List<Creatable> creatable,
        List<String> unchangeable,
        Optional<OutOfReach> outOfReach,
        Optional<Values> throttled) {
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

    /**
     * A remote system that does not answer.
     *
     * @param externalId of a resource of that type that would be found there, if only there were an answer
     */
    public record OutOfReach(Values settings, String type, String externalId) {}

    public static ProviderFixture of(Values settings, Map<String, String> credentials) {
        return new ProviderFixture(
                settings, credentials, Map.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    public ProviderFixture refusing(Map<String, String> credentialsThatAreWrong) {
        return new ProviderFixture(
                settings, credentials, credentialsThatAreWrong, creatable, unchangeable, outOfReach, throttled);
    }

    public ProviderFixture creating(Creatable... resources) {
        return new ProviderFixture(
                settings, credentials, badCredentials, List.of(resources), unchangeable, outOfReach, throttled);
    }

    public ProviderFixture notChanging(String... types) {
        return new ProviderFixture(
                settings, credentials, badCredentials, creatable, List.of(types), outOfReach, throttled);
    }

    public ProviderFixture outOfReach(OutOfReach silent) {
        return new ProviderFixture(
                settings, credentials, badCredentials, creatable, unchangeable, Optional.of(silent), throttled);
    }

    public ProviderFixture throttled(Values settingsOfABusySystem) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                unchangeable,
                outOfReach,
                Optional.of(settingsOfABusySystem));
    }
}
