package coop.plenum.core.rest.problem;

import coop.plenum.api.PlenumException;
import java.util.Map;

/** A refusal that only HTTP knows, with a status that no category of the services maps to. */
public final class HttpProblem extends PlenumException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    public HttpProblem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public HttpProblem(int status, String code, String message, Map<String, String> headers) {
        super(Category.INVALID, code, message);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
