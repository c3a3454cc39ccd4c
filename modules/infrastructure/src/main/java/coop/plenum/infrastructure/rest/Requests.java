package coop.plenum.infrastructure.rest;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the module's routes share: who asks, which revision was seen, how long work is answered. */
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

    /** Has the host keep no answer for {@code Idempotency-Key}: it shows a secret. */
    static void neverReplay(ContainerRequestContext request) {
        request.setProperty("plenum.not-replayable", true);
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw PlenumException.missing("item-missing", "\"" + text + "\" is no id.");
        }
    }

    /** The revision named by If-Match. */
    static long expectedRevision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ClientErrorException(
                    "Send If-Match with the ETag of the revision you have seen.",
                    Response.Status.PRECONDITION_REQUIRED);
        }
        try {
            return Long.parseLong(ifMatch.strip().replace("W/", "").replace("\"", ""));
        } catch (NumberFormatException e) {
            throw PlenumException.invalid("invalid-if-match", "If-Match takes a revision number in quotes.");
        }
    }

    static PageRequest page(@Nullable Integer limit, @Nullable String after) {
        return new PageRequest(limit == null ? PageRequest.DEFAULT_LIMIT : limit, Optional.ofNullable(after));
    }

    /** 202 with the place to watch. */
    static Response accepted(Operation operation) {
        return Response.accepted(operation(operation))
                .header("Location", "/api/v1/operations/" + operation.id())
                .build();
    }

    static Map<String, Object> operation(Operation operation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", operation.id().toString());
        json.put("kind", operation.kind());
        json.put("title", operation.title());
        json.put("status", Forms.word(operation.status()));
        json.put("progress", operation.progress());
        json.put("message", operation.message());
        json.put("createdAt", operation.createdAt().toString());
        operation.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        operation
                .failure()
                .ifPresent(failure -> json.put(
                        "failure",
                        Map.of("code", failure.code(), "category", failure.category(), "message", failure.message())));
        if (!operation.result().isEmpty()) {
            json.put("result", operation.result().asMap());
        }
        return json;
    }
}
