package coop.plenum.testkit;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param acting what actions are to be taken with
 * @param unproven actions that need parameters and cannot be proven with this remote system
 */
public record ProviderFixture(
        Values settings,
        Map<String, String> credentials,
        Map<String, String> badCredentials,
        List<Creatable> creatable,
        List<String> unchangeable,
        Optional<OutOfReach> outOfReach,
        Optional<Values> throttled,
        List<Acting> acting,
        List<Unproven> unproven) {
    public ProviderFixture {
        credentials = Map.copyOf(credentials);
        badCredentials = Map.copyOf(badCredentials);
        creatable = List.copyOf(creatable);
        unchangeable = List.copyOf(unchangeable);
        acting = List.copyOf(acting);
        unproven = List.copyOf(unproven);
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

    /**
     * An action to be taken with parameters: on one resource, the first of its type on which it is available.
     *
     * @param parameters for a listed resource of the type, whichever it is
     */
    public record Acting(String type, String action, Values parameters) {}

    /**
     * An action that needs parameters and is not proven.
     *
     * @param reason why not, and where it is tested instead
     */
    public record Unproven(String type, String action, String reason) {
        public Unproven {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Say why the action " + action + " of " + type + " is not proven.");
            }
        }
    }

    public static ProviderFixture of(Values settings, Map<String, String> credentials) {
        return new ProviderFixture(
                settings,
                credentials,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    public ProviderFixture refusing(Map<String, String> credentialsThatAreWrong) {
        return new ProviderFixture(
                settings,
                credentials,
                credentialsThatAreWrong,
                creatable,
                unchangeable,
                outOfReach,
                throttled,
                acting,
                unproven);
    }

    public ProviderFixture creating(Creatable... resources) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                List.of(resources),
                unchangeable,
                outOfReach,
                throttled,
                acting,
                unproven);
    }

    public ProviderFixture notChanging(String... types) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                List.of(types),
                outOfReach,
                throttled,
                acting,
                unproven);
    }

    public ProviderFixture outOfReach(OutOfReach silent) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                unchangeable,
                Optional.of(silent),
                throttled,
                acting,
                unproven);
    }

    public ProviderFixture throttled(Values settingsOfABusySystem) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                unchangeable,
                outOfReach,
                Optional.of(settingsOfABusySystem),
                acting,
                unproven);
    }

    /** One more action to be taken with parameters. */
    public ProviderFixture acting(String type, String action, Values parameters) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                unchangeable,
                outOfReach,
                throttled,
                with(acting, new Acting(type, action, parameters)),
                unproven);
    }

    /** One more action that needs parameters and is not proven here, and why. */
    public ProviderFixture unproven(String type, String action, String reason) {
        return new ProviderFixture(
                settings,
                credentials,
                badCredentials,
                creatable,
                unchangeable,
                outOfReach,
                throttled,
                acting,
                with(unproven, new Unproven(type, action, reason)));
    }

    private static <T> List<T> with(List<T> all, T more) {
        return Stream.concat(all.stream(), Stream.of(more)).toList();
    }
}
