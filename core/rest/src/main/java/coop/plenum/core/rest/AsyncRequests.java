package coop.plenum.core.rest;

import coop.plenum.core.rest.problem.HttpProblem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegate;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegateProvider;

/** Lets resources answer later, and knows which requests still wait for their answer. */
public final class AsyncRequests implements AsyncContextDelegateProvider {
    private final Set<AsyncContext> open = ConcurrentHashMap.newKeySet();
    private final Runnable onBegin;
    private final Runnable onEnd;

    /**
     * @param onBegin run on the request's thread when it is suspended
     * @param onEnd run once when it has ended
     */
    public AsyncRequests(Runnable onBegin, Runnable onEnd) {
        this.onBegin = onBegin;
        this.onEnd = onEnd;
    }

    /** Ends all that are open. */
    public void endAll() {
        for (AsyncContext context : open) {
            complete(context);
        }
    }

    @Override
    public AsyncContextDelegate createDelegate(HttpServletRequest request, HttpServletResponse response) {
        return new Delegate(request, response);
    }

    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (IllegalStateException alreadyCompleted) {
            // The other side was first.
        }
    }

    private final class Delegate implements AsyncContextDelegate {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private volatile @org.jspecify.annotations.Nullable AsyncContext context;

        Delegate(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        /** Jersey suspends a request more than once. */
        @Override
        public void suspend() {
            if (context == null) {
                begin();
            }
        }

        private void begin() {
            if (!request.isAsyncSupported()) {
                throw new HttpProblem(
                        400,
                        "idempotency-unsupported",
                        "This request answers later and takes no Idempotency-Key. Leave the header out.");
            }
            AsyncContext started = request.startAsync(request, response);
            started.setTimeout(0);
            onBegin.run();
            open.add(started);
            started.addListener(new Ending(started));
            context = started;
        }

        @Override
        public void complete() {
            AsyncContext started = context;
            if (started != null) {
                AsyncRequests.complete(started);
            }
        }
    }

    private final class Ending implements AsyncListener {
        private final AsyncContext context;

        Ending(AsyncContext context) {
            this.context = context;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            if (open.remove(context)) {
                onEnd.run();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            complete(context);
        }

        @Override
        public void onError(AsyncEvent event) {
            complete(context);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
