package coop.plenum.core.rest.resource;

import coop.plenum.api.access.Authentication;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;

/** The first administrator. */
@Path("setup")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SetupResource {
    private final Authentication authentication;
    private final Sessions sessions;

    public SetupResource(Authentication authentication, Sessions sessions) {
        this.authentication = authentication;
        this.sessions = sessions;
    }

    record Setup(boolean required) {}

    /** @param token the one-time token of the set-up URL */
    @SuppressWarnings("ArrayRecordComponent") // a password that can be wiped
    record FirstAdministrator(String token, String login, Optional<String> displayName, char[] password) {}

    @GET
    @Endpoint(value = "Tell whether the first administrator is still to be made", answers = Setup.class, open = true)
    public Setup required() {
        return new Setup(authentication.setUpRequired());
    }

    @POST
    @Endpoint(
            value = "Make the first administrator, once, and log in",
            answers = SessionView.class,
            status = 201,
            open = true)
    public Response setUp(@Context ContainerRequest request, FirstAdministrator body) {
        // Services may wipe what they are given, and log-in needs it again.
        char[] password = body.password().clone();
        authentication.setUp(body.token(), body.login(), body.displayName().orElse(body.login()), body.password());
        return sessions.begin(request, body.login(), password);
    }
}
