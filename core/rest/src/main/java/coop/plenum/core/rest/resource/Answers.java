package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.core.rest.problem.HttpProblem;
import coop.plenum.core.rest.replay.Exchanges;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conventions of answers: entity tags are revision numbers, new things have a Location. */
final class Answers {
    static final String BASE = "/api/v1/";

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private Answers() {}

    /** 200 with the entity tag, or 304 if the client has this revision. */
    static Response read(HttpHeaders headers, Object entity, long revision) {
        String known = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (known != null) {
            Matcher tags = TAG.matcher(known);
            while (tags.find()) {
                if (Long.parseLong(tags.group(1)) == revision) {
                    return Response.notModified(String.valueOf(revision)).build();
                }
            }
        }
        return changed(entity, revision);
    }

    static Response changed(Object entity, long revision) {
        return Response.ok(entity).tag(String.valueOf(revision)).build();
    }

    static Response created(String path, Object entity, long revision) {
        return Response.status(201)
                .header(HttpHeaders.LOCATION, BASE + path)
                .tag(String.valueOf(revision))
                .entity(entity)
                .build();
    }

    static Response created(String path, Object entity) {
        return Response.status(201)
                .header(HttpHeaders.LOCATION, BASE + path)
                .entity(entity)
                .build();
    }

    /** 202: the work goes on as an operation. */
    static Response accepted(Object operation, Object id) {
        return Response.accepted(operation)
                .location(URI.create(BASE + "operations/" + id))
                .build();
    }

    /** What a change would answer that has only been tried. */
    static Response tried(int status, @Nullable Object entity) {
        return Response.status(status)
                .header(Exchanges.DRY_RUN_HEADER, "true")
                .entity(entity)
                .build();
    }

    static Response gone() {
        return Response.noContent().build();
    }

    static <T> Page<T> all(List<T> items) {
        return Page.of(items, Optional.empty());
    }

    /** The revision that the client has seen and wants to change. */
    static long expected(HttpHeaders headers) {
        String header = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (header == null) {
            throw new HttpProblem(
                    428,
                    "if-match-required",
                    "Send If-Match with the ETag of the revision you have seen, so that nobody's change is overwritten.");
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw PlenumException.invalid(
                    "invalid-if-match", "If-Match must be one ETag as GET answered it, such as \"3\" in quotes.");
        }
        return Long.parseLong(tag.group(1));
    }

    static Supplier<PlenumException> missing(String kind, Object id) {
        return () -> PlenumException.missing(
                kind + "-missing", "There is no such " + kind + ", or you may not see it: " + id + ".");
    }
}
