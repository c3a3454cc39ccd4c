package coop.plenum.core.rest.http;

import coop.plenum.api.PlenumException;
import coop.plenum.core.rest.problem.Problems;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** Stands before everything that is served, the console included: correlation, host check, first headers, counting. */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class FrontFilter implements Filter {
    private final HttpCounters counters;
    private final HostGuard hosts;

    @Activate
    public FrontFilter(BundleContext context, @Reference HttpCounters counters) {
        this(
                counters,
                Objects.requireNonNullElse(context.getProperty("plenum.http.host"), "127.0.0.1"),
                Objects.requireNonNullElse(context.getProperty("plenum.http.names"), ""));
    }

    public FrontFilter(HttpCounters counters, String listensOn, String furtherNames) {
        this.counters = counters;
        this.hosts = new HostGuard(listensOn, furtherNames);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest in = (HttpServletRequest) request;
        HttpServletResponse out = (HttpServletResponse) response;
        String correlation = Correlation.of(in);
        out.setHeader(Correlation.HEADER, correlation);
        out.setHeader("X-Content-Type-Options", "nosniff");
        long begin = System.nanoTime();
        counters.begin();
        try {
            hosts.check(in.getHeader("Host"));
            OriginGuard.check(in);
            chain.doFilter(request, response);
        } catch (PlenumException refused) {
            Problems.write(refused, in, out, correlation);
        } finally {
            if (!listen(in, out, begin)) {
                UnreadBody.drop(in, out);
                counters.end(out.getStatus(), System.nanoTime() - begin);
            }
        }
    }

    /** False if the request is done already. */
    private boolean listen(HttpServletRequest request, HttpServletResponse response, long begin) {
        if (!request.isAsyncStarted()) {
            return false;
        }
        try {
            request.getAsyncContext().addListener(new CountWhenDone(response, begin));
            return true;
        } catch (IllegalStateException completedMeanwhile) {
            return false;
        }
    }

    private final class CountWhenDone implements AsyncListener {
        private final HttpServletResponse response;
        private final long begin;

        CountWhenDone(HttpServletResponse response, long begin) {
            this.response = response;
            this.begin = begin;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            counters.end(response.getStatus(), System.nanoTime() - begin);
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
