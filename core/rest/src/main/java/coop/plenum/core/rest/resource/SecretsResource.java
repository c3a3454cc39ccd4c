package coop.plenum.core.rest.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Secrets, which can be stored, replaced and deleted, and never read. */
@Path("secrets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SecretsResource {
    private final SecretService secrets;
    private final Spaces spaces;

    public SecretsResource(SecretService secrets, Spaces spaces) {
        this.secrets = secrets;
        this.spaces = spaces;
    }

    /** @param field what it is for, such as {@code example.server.adminPassword} */
    record Creation(String field, String value, Optional<UUID> space) {
        @Override
        public String toString() {
            return "Creation of a secret for " + field;
        }
    }

    record Replacement(String value) {
        @Override
        public String toString() {
            return "Replacement of a secret";
        }
    }

    /** @param reference the value of a field of the type {@code secret} */
    record Stored(String reference) {}

    @POST
    @Endpoint(
            value = "Store a secret; the answer is the reference that content holds",
            answers = Stored.class,
            status = 201)
    public Response create(@Context Caller caller, Creation body) {
        UUID space = body.space().orElse(AccessService.ROOT_SPACE);
        if (!space.equals(AccessService.ROOT_SPACE)
                && spaces.find(caller, space).isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-secret",
                    "The secret cannot be stored.",
                    List.of(new Violation(
                            "/space", "space-missing", "There is no space " + space + ", or you may not see it.")));
        }
        return stored(body.value(), value -> secrets.store(caller, space, body.field(), value));
    }

    @POST
    @Path("{id}")
    @Endpoint(
            value = "Store the next version of a secret; content goes on to refer to the older one until it is changed",
            answers = Stored.class,
            status = 201)
    public Response replace(@Context Caller caller, @PathParam("id") UUID id, Replacement body) {
        return stored(body.value(), value -> secrets.replace(caller, id, value));
    }

    /** @throws PlenumException {@code invalid-secret} when there is nothing in it */
    private static Response stored(String text, Function<char[], SecretRef> store) {
        if (text.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-secret",
                    "The secret cannot be stored.",
                    List.of(new Violation("/value", "required", "A secret has at least one character.")));
        }
        char[] value = text.toCharArray();
        try {
            SecretRef ref = store.apply(value);
            return Answers.created("secrets/" + ref.id(), new Stored(ref.toString()));
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    @DELETE
    @Path("{id}")
    @Endpoint(value = "Delete all versions of a secret", status = 204)
    public Response delete(@Context Caller caller, @PathParam("id") UUID id) {
        secrets.delete(caller, id);
        return Answers.gone();
    }
}
