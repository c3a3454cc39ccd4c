package coop.plenum.blueprint.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.UUID;

/** What the module's routes share. */
final class Requests {
    private Requests() {}

    /** Put there by the host before it lets a request in. */
    static Caller caller(ContainerRequestContext request) {
        if (request.getProperty("plenum.caller") instanceof Caller caller) {
            return caller;
        }
        throw new PlenumException(
                PlenumException.Category.UNAUTHENTICATED, "not-authenticated", "Sign in or send an API token.");
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw PlenumException.missing("item-missing", "\"" + text + "\" is no id.");
        }
    }
}
