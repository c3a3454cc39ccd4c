package coop.plenum.core.rest.problem;

import coop.plenum.api.PlenumException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into a problem. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A refused body up to this size is read, so that the connection can go on. */
    private static final long MAX_DRAINED = 1 << 16;

    private Problems() {}

    /** Unexpected exceptions are logged under the correlation id and shown only as that. */
    public static Problem of(Throwable failure, String correlation) {
        PlenumException coded = coded(failure);
        if (coded != null) {
            return ofCoded(coded, correlation);
        }
        if (failure instanceof ParamException wrong) {
            return ofParameter(wrong);
        }
        if (failure instanceof WebApplicationException web) {
            return ofStatus(web);
        }
        LOG.error("Request {} failed unexpectedly.", correlation, failure);
        return internal(correlation);
    }

    private static Problem internal(String correlation) {
        return new Problem(
                500,
                "internal-error",
                "Something went wrong inside the server. Report it with the correlation id " + correlation + ".");
    }

    /** Libraries wrap what our own code throws while they call it. */
    private static @org.jspecify.annotations.Nullable PlenumException coded(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof PlenumException coded) {
                return coded;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static Problem ofCoded(PlenumException failure, String correlation) {
        if (failure instanceof HttpProblem http) {
            return new Problem(http.status(), http.code(), http.getMessage(), http.violations(), http.headers());
        }
        int status = status(failure.category());
        if (status >= 500) {
            LOG.warn("Request {} failed: {}.", correlation, failure.code(), failure);
        }
        Map<String, String> headers = new HashMap<>();
        failure.retryAfter()
                .ifPresent(delay -> headers.put("Retry-After", String.valueOf(Math.max(1, delay.toSeconds()))));
        if (status == 413) {
            headers.put("Connection", "close");
        }
        if (status == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"plenum\"");
        }
        return new Problem(status, failure.code(), failure.getMessage(), failure.violations(), headers);
    }

    private static int status(PlenumException.Category category) {
        return switch (category) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case DENIED -> 403;
            case MISSING -> 404;
            case CONFLICT -> 409;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case REMOTE -> 424;
            case THROTTLED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    private static Problem ofParameter(ParamException wrong) {
        if (wrong instanceof ParamException.PathParamException) {
            return new Problem(
                    404,
                    "not-found",
                    "Nothing is at this address: its part {" + wrong.getParameterName() + "} is malformed.");
        }
        return new Problem(
                400,
                "invalid-parameter",
                "The parameter \"" + wrong.getParameterName() + "\" has a value of the wrong form.");
    }

    private static Problem ofStatus(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        return switch (status) {
            case 400 -> new Problem(400, "invalid-request", "The request is malformed.");
            case 404 -> new Problem(404, "not-found", "Nothing is at this address; see /api/v1/openapi.json.");
            case 405 -> {
                String allow =
                        web instanceof NotAllowedException ? web.getResponse().getHeaderString("Allow") : null;
                yield new Problem(
                        405,
                        "method-not-allowed",
                        "This address does not take this method" + (allow == null ? "." : "; it takes " + allow + "."),
                        List.of(),
                        allow == null ? Map.of() : Map.of("Allow", allow));
            }
            case 406 ->
                new Problem(406, "not-acceptable", "The answer cannot be given in the form asked for in Accept.");
            case 415 ->
                new Problem(
                        415,
                        "unsupported-media-type",
                        "Content-Type is not one that this address takes; most take application/json.");
            default ->
                new Problem(
                        status,
                        "http-" + status,
                        web.getResponse().getStatusInfo().getReasonPhrase() + ".");
        };
    }

    /** A body that nobody reads ends the connection; the client must not learn that by sending its next request. */
    private static void settleBody(HttpServletRequest request, HttpServletResponse response) {
        long length = request.getContentLengthLong();
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (length > MAX_DRAINED || chunked) {
            response.setHeader("Connection", "close");
        } else if (length > 0) {
            try {
                request.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException | IllegalStateException gone) {
                response.setHeader("Connection", "close");
            }
        }
    }

    /** Writes the problem for a failure outside any resource; does nothing once the answer has begun. */
    public static void write(
            Throwable failure, HttpServletRequest request, HttpServletResponse response, String correlation)
            throws IOException {
        Problem problem = of(failure, correlation);
        if (response.isCommitted()) {
            return;
        }
        settleBody(request, response);
        response.resetBuffer();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(Problem.MEDIA_TYPE);
        byte[] body = problem.json(correlation);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }
}
