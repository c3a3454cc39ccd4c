package coop.plenum.core.rest.resource;

import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.glassfish.jersey.server.ContainerRequest;

/** The session: log in, who am I, log out. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SessionResource {
    private final Sessions sessions;

    public SessionResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @SuppressWarnings("ArrayRecordComponent") // a password that can be wiped
    record Credentials(String login, char[] password) {}

    @POST
    @Endpoint(value = "Log in", answers = SessionView.class, status = 201, open = true)
    public Response logIn(@Context ContainerRequest request, Credentials body) {
        return sessions.begin(request, body.login(), body.password());
    }

    @GET
    @Endpoint(value = "Tell who is signed in and what they may do", answers = SessionView.class)
    public SessionView whoAmI(@Context Caller caller, @Context SignedIn signedIn) {
        return sessions.view(caller, signedIn);
    }

    @DELETE
    @Endpoint(value = "Log out", status = 204)
    public Response logOut(@Context Caller caller, @Context ContainerRequest request) {
        return sessions.end(caller, request);
    }
}
