package coop.plenum.core.rest.http;

import coop.plenum.core.store.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that ties together all that one request caused: the client's own, its trace's, or a new one. */
public final class Correlation {
    public static final String HEADER = "X-Request-Id";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{8,64}");
    /** W3C Trace Context; later versions may add something at the end. An id of zeros only is none. */
    private static final Pattern TRACE_PARENT = Pattern.compile(
            "(?!ff|00.{53}-)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private Correlation() {}

    /** The request's id, the same each time it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(Attributes.CORRELATION) instanceof String known) {
            return known;
        }
        String id = choose(request.getHeader(HEADER), request.getHeader("traceparent"));
        request.setAttribute(Attributes.CORRELATION, id);
        return id;
    }

    /** The id of the trace that the request is a part of, whatever else its id is. */
    static Optional<String> trace(@Nullable String traceParent) {
        if (traceParent == null) {
            return Optional.empty();
        }
        Matcher matcher = TRACE_PARENT.matcher(traceParent);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String choose(@Nullable String requestId, @Nullable String traceParent) {
        if (requestId != null && REQUEST_ID.matcher(requestId).matches()) {
            return requestId;
        }
        return trace(traceParent).orElseGet(() -> Ids.next().toString());
    }
}
