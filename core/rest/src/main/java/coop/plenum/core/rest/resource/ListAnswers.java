package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.core.rest.json.Sparse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            response.getHeaders()
                    .add("Link", "<" + next(uri.getRequestUri(), page.next().get()) + ">; rel=\"next\"");
        }
        String fields = uri.getQueryParameters().getFirst("fields");
        if (fields != null
                && !fields.isBlank()
                && MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())) {
            response.setEntity(new Sparse(entity, fields), new Annotation[0], response.getMediaType());
        }
    }

    /** The same address with another place to go on from. By hand: Jersey's builder reads it as a template first. */
    private static String next(URI address, String after) {
        String others = Stream.of(
                        Objects.requireNonNullElse(address.getRawQuery(), "").split("&"))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("after="))
                .map(parameter -> parameter + "&")
                .collect(Collectors.joining());
        return address.getRawPath() + "?" + others + "after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    }
}
