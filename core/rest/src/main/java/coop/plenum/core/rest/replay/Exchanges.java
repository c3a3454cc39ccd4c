package coop.plenum.core.rest.replay;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.http.Attributes;
import coop.plenum.core.rest.http.Correlation;
import coop.plenum.core.rest.problem.HttpProblem;
import coop.plenum.core.rest.problem.Problems;
import coop.plenum.core.rest.replay.Replays.Answer;
import coop.plenum.core.rest.replay.Replays.Earlier;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs requests that must have their effect once however often they are sent ({@code Idempotency-Key}), and requests
 * that must have none ({@code ?dryRun=true}).
 *
 * <p>Where a request changes nothing but the database, it runs in one unit of work: with the key, change and kept
 * answer are committed together; as a dry run, everything is rolled back, audit and events included.
 */
public final class Exchanges {
    public static final String KEY_HEADER = "Idempotency-Key";
    public static final String DRY_RUN_HEADER = "Plenum-Dry-Run";
    static final String REPLAYED_HEADER = "Idempotency-Replayed";

    /** First parts of the paths whose changes are of the database alone. */
    private static final Set<String> TRANSACTIONAL =
            Set.of("items", "spaces", "users", "groups", "roles", "grants", "tokens");

    /** Where a further request has no further effect anyway, and the body is too large to be kept and compared. */
    private static final Set<String> ONCE_BY_ITSELF = Set.of("modules/upload");
    /** Whose answers hold secrets that nobody may read again. */
    private static final Set<String> NOT_KEPT = Set.of("session", "setup");

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,128}");

    private final Database database;
    private final Replays replays;

    public Exchanges(Database database) {
        this.database = database;
        this.replays = new Replays(database);
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    /**
     * @param path under the API's base, without a slash at the beginning
     * @param changing whether the method is one that changes things
     */
    public void run(
            String path,
            boolean changing,
            Optional<Caller> caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Handler handler)
            throws IOException, ServletException {
        int slash = path.indexOf('/');
        boolean transactional = TRANSACTIONAL.contains(slash < 0 ? path : path.substring(0, slash));
        String key = request.getMethod().equals("POST") ? request.getHeader(KEY_HEADER) : null;
        boolean dry = changing && transactional && "true".equals(request.getParameter("dryRun"));
        if (dry) {
            dryRun(request, response, handler);
        } else if (key == null || ONCE_BY_ITSELF.contains(path)) {
            handler.handle(request, response);
        } else if (NOT_KEPT.contains(path) || caller.isEmpty()) {
            throw new HttpProblem(
                    400,
                    "idempotency-unsupported",
                    "The answer to this request holds a secret and is not kept, so a further one would have a further"
                            + " effect. Leave out " + KEY_HEADER + ".");
        } else {
            once(key, path, transactional, caller.get(), request, response, handler);
        }
    }

    private void dryRun(HttpServletRequest request, HttpServletResponse response, Handler handler) throws IOException {
        BufferedRequest in = buffer(request);
        BufferedResponse out = new BufferedResponse(response);
        in.setAttribute(Attributes.ROLLED_BACK, true);
        attempt(in, out, handler, false, () -> {});
        out.setHeader("Location", null);
        out.setHeader(DRY_RUN_HEADER, "true");
        out.sendTo(response);
    }

    private void once(
            String key,
            String path,
            boolean transactional,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            Handler handler)
            throws IOException, ServletException {
        if (!KEY.matcher(key).matches()) {
            throw PlenumException.invalid(
                    "invalid-idempotency-key",
                    KEY_HEADER + " must be 8 to 128 visible ASCII characters, best a fresh UUID.");
        }
        byte[] body = request.getInputStream().readAllBytes();
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        String digest = digest(key + "\n" + query + "\n", body);
        String id = digest(caller.subject().id() + "\n" + path + "\n" + key, new byte[0]);
        Optional<Earlier> earlier = replays.claim(id, digest);
        if (earlier.isPresent()) {
            replay(earlier.get(), digest, response);
            return;
        }
        BufferedRequest in = new BufferedRequest(request, body);
        BufferedResponse out = new BufferedResponse(response);
        boolean done = false;
        try {
            if (transactional) {
                done = attempt(in, out, handler, true, () -> complete(id, in, out));
            } else {
                handler.handle(in, out);
                done = out.getStatus() < 400;
                if (done) {
                    complete(id, in, out);
                }
            }
        } finally {
            if (!done) {
                replays.release(id);
            }
        }
        out.sendTo(response);
    }

    private void complete(String id, HttpServletRequest request, BufferedResponse response) {
        Answer answer = new Answer(
                response.getStatus(),
                Optional.ofNullable(response.getContentType()),
                Optional.ofNullable(response.getHeader("Location")),
                Optional.ofNullable(response.getHeader("ETag")),
                response.body());
        replays.complete(id, answer, request.getAttribute(Attributes.NOT_REPLAYABLE) == null);
    }

    private static void replay(Earlier earlier, String digest, HttpServletResponse response) throws IOException {
        if (!earlier.digest().equals(digest)) {
            throw PlenumException.conflict(
                    "idempotency-key-reused",
                    "This " + KEY_HEADER + " was sent before with another request. Use a fresh one for each request.");
        }
        if (earlier.answer().isEmpty()) {
            throw PlenumException.conflict(
                    "request-in-progress", "The same request is being worked on. Send it again in a moment.");
        }
        if (!earlier.replayable()) {
            throw PlenumException.conflict(
                    "idempotency-not-replayable",
                    "The request was carried out before; its answer held a secret and was not kept.");
        }
        Answer answer = earlier.answer().get();
        response.setStatus(answer.status());
        answer.contentType().ifPresent(response::setContentType);
        answer.location().ifPresent(location -> response.setHeader("Location", location));
        answer.etag().ifPresent(tag -> response.setHeader("ETag", tag));
        response.setHeader(REPLAYED_HEADER, "true");
        if (answer.body().length > 0) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }

    /** Handles in one unit of work, committed only on success; true if it was. */
    private boolean attempt(
            BufferedRequest request, BufferedResponse response, Handler handler, boolean commit, Runnable onSuccess)
            throws IOException {
        try {
            return database.write(sql -> {
                response.clear();
                request.removeAttribute(Attributes.FAILURE);
                handle(request, response, handler);
                if (response.getStatus() >= 400 || !commit) {
                    throw rollBack(request.getAttribute(Attributes.FAILURE));
                }
                onSuccess.run();
                return true;
            });
        } catch (RollBack expected) {
            return false;
        } catch (RuntimeException failure) {
            if (failure != request.getAttribute(Attributes.FAILURE)) {
                // The commit failed, not the request.
                response.clear();
                Problems.write(failure, request, response, Correlation.of(request));
            }
            return false;
        }
    }

    /** A lost race for a row is thrown on, so that the database tries the whole unit again. */
    private static RuntimeException rollBack(@Nullable Object failure) {
        boolean expected = !(failure instanceof RuntimeException)
                || failure instanceof WebApplicationException
                || (failure instanceof PlenumException coded && !coded.code().equals("write-conflict"));
        return expected ? new RollBack() : (RuntimeException) failure;
    }

    private static void handle(BufferedRequest request, BufferedResponse response, Handler handler) {
        try {
            handler.handle(request, response);
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BufferedRequest buffer(HttpServletRequest request) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        request.getInputStream().transferTo(body);
        return new BufferedRequest(request, body.toByteArray());
    }

    private static String digest(String prefix, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return Json.sha256(bytes.toByteArray());
    }

    /** Rolls the unit of work back; nobody sees it. */
    private static final class RollBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RollBack() {
            super("rolled back", null, false, false);
        }
    }
}
