package coop.plenum.core.rest;

import coop.plenum.core.rest.http.Authenticator;
import coop.plenum.core.rest.http.Correlation;
import coop.plenum.core.rest.problem.HttpProblem;
import coop.plenum.core.rest.problem.Problems;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The root: leads to the console where there is one, and to the API where there is none. Also answers for every address
 * that nothing else serves.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class RootServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String CONSOLE =
            "(|(osgi.http.whiteboard.servlet.pattern=/console*)(osgi.http.whiteboard.resource.pattern=/console*))";

    private final transient BundleContext context;

    @Activate
    public RootServlet(BundleContext context) {
        this.context = context;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().equals("/")) {
            HttpProblem nothing =
                    new HttpProblem(404, "not-found", "Nothing is at this address. The API is at /api/v1.");
            Problems.write(nothing, request, response, Correlation.of(request));
        } else if (Authenticator.safe(request)) {
            lead(response);
        } else {
            HttpProblem method = new HttpProblem(405, "method-not-allowed", "This address can only be read.");
            Problems.write(method, request, response, Correlation.of(request));
        }
    }

    private void lead(HttpServletResponse response) throws IOException {
        if (consoleServed()) {
            response.setStatus(302);
            response.setHeader("Location", "/console/");
            return;
        }
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream()
                .print("Plenum. The API is at /api/v1, described by /api/v1/openapi.json; no console is installed.\n");
    }

    private boolean consoleServed() {
        try {
            return context.getAllServiceReferences(null, CONSOLE) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
