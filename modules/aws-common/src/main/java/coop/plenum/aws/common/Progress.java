package coop.plenum.aws.common;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.Set;

/** How far AWS has come with what it was told. */
public sealed interface Progress {
    /** It is as it was told. */
    record Ready() implements Progress {}

    /** @param message what it is at */
    record Busy(String message) implements Progress {}

    record Broken(ProviderException cause) implements Progress {}

    /** Busy with a state of the first set, broken with one of the second, else ready. */
    static Progress byState(String noun, String state, Set<String> busy, Set<String> broken, String why) {
        if (busy.contains(state)) {
            return new Busy("The " + noun + " is in the state " + state + ".");
        }
        return broken.contains(state)
                ? new Broken(new ProviderException(
                        Category.CONFLICT,
                        "resource-in-error",
                        ("The " + noun + " is in the state " + state + ". " + why).strip()))
                : new Ready();
    }
}
