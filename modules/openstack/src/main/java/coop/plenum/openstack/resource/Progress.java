package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How far the cloud has come with what it was told. */
public sealed interface Progress {
    /** It is as it was told. */
    record Ready() implements Progress {}

    /** @param message what it is at */
    record Busy(String message) implements Progress {}

    record Broken(ProviderException cause) implements Progress {}

    /** Reads the progress of a resource from how it looks. */
    @FunctionalInterface
    interface Reading {
        Progress of(Values json);
    }

    /** For what is ready as soon as it is there. */
    static Progress immediate(Values json) {
        return new Ready();
    }

    /** By a status: ready with those of the first set, broken with any that begins with {@code error}, else busy. */
    static Reading byStatus(String noun, String member, Set<String> ready, Optional<String> reason) {
        return json -> {
            String status = json.text(member).orElse("").toLowerCase(Locale.ROOT);
            if (ready.contains(status)) {
                return new Ready();
            }
            if (status.startsWith("error") || status.equals("killed")) {
                String why = reason.map(path -> Attribute.at(json, path))
                        .map(text -> " " + text)
                        .orElse(" The service's log says why.");
                return new Broken(new ProviderException(
                        Category.CONFLICT,
                        "resource-in-error",
                        "The " + noun + " is in the state " + status + "." + why));
            }
            return new Busy("The " + noun + " is in the state " + status + ".");
        };
    }
}
