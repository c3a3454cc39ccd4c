package coop.plenum.core.rest.resource;

import coop.plenum.core.rest.openapi.OpenApiDocument;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The API's own description. */
@Path("openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
    private final OpenApiDocument document;

    public OpenApiResource(OpenApiDocument document) {
        this.document = document;
    }

    @GET
    @Endpoint(value = "Get this description (OpenAPI 3.1)", answers = Object.class)
    public Response get(@Context HttpHeaders headers) {
        String known = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains('"' + document.tag() + '"')) {
            return Response.notModified(document.tag()).build();
        }
        return Response.ok(document.bytes()).tag(document.tag()).build();
    }
}
