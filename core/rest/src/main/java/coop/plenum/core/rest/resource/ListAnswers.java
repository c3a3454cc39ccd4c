package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.core.rest.json.Sparse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;

/** The Link to the next page, and {@code ?fields=}, for all answers alike. */
public final class ListAnswers implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object entity = response.getEntity();
        if (entity == null || response.getStatus() >= 300) {
            return;
        }
        UriInfo uri = request.getUriInfo();
        if (entity instanceof Page<?> page && page.next().isPresent()) {
            String next = uri.getRequestUriBuilder()
                    .scheme(null)
                    .host(null)
                    .port(-1)
                    .replaceQueryParam("after", "{after}")
                    .build(page.next().get())
                    .toString();
            response.getHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        }
        String fields = uri.getQueryParameters().getFirst("fields");
        if (fields != null
                && !fields.isBlank()
                && MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())) {
            response.setEntity(new Sparse(entity, fields), new Annotation[0], response.getMediaType());
        }
    }
}
