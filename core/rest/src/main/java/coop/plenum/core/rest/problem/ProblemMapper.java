package coop.plenum.core.rest.problem;

import coop.plenum.core.rest.http.Attributes;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.glassfish.jersey.server.ContainerRequest;

/** Answers every exception of a resource with a problem; answers that a module has built itself pass. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private final Provider<ContainerRequest> requests;

    @Inject
    public ProblemMapper(Provider<ContainerRequest> requests) {
        this.requests = requests;
    }

    @Override
    public Response toResponse(Throwable failure) {
        ContainerRequestContext request = requests.get();
        request.setProperty(Attributes.FAILURE, failure);
        if (failure instanceof WebApplicationException web && web.getResponse().hasEntity()) {
            return web.getResponse();
        }
        String correlation = String.valueOf(request.getProperty(Attributes.CORRELATION));
        Problem problem = Problems.of(failure, correlation);
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json(correlation));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
