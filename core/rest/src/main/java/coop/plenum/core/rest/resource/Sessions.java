package coop.plenum.core.rest.resource;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.core.rest.http.Attributes;
import coop.plenum.core.rest.http.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;

/** Begins, shows and ends sessions; what set-up and log-in have in common. */
public final class Sessions {
    /** The servlet request, under which a resource finds address and scheme. */
    public static final String SERVLET_REQUEST = "plenum.servlet-request";

    private final Authentication authentication;
    private final AccessService access;
    private final Permissions permissions;

    public Sessions(Authentication authentication, AccessService access, Permissions permissions) {
        this.authentication = authentication;
        this.access = access;
        this.permissions = permissions;
    }

    Response begin(ContainerRequest request, String login, char[] password) {
        HttpServletRequest servlet = servlet(request);
        try {
            Authentication.Session session = authentication.logIn(login, password, servlet.getRemoteAddr());
            Caller caller = new Caller(
                    session.subject(),
                    Caller.Source.CONSOLE,
                    Optional.of(session.id()),
                    String.valueOf(request.getProperty(Attributes.CORRELATION)));
            SessionView view = new SessionView(
                    session.subject(), Optional.of(session.csrfToken()), session.expiresAt(), held(caller));
            return Response.status(201)
                    .header(HttpHeaders.SET_COOKIE, Cookies.start(servlet, session.secret(), session.expiresAt()))
                    .entity(view)
                    .build();
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    SessionView view(Caller caller, SignedIn signedIn) {
        return new SessionView(signedIn.subject(), signedIn.csrfToken(), signedIn.expiresAt(), held(caller));
    }

    Response end(Caller caller, ContainerRequest request) {
        authentication.logOut(caller);
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, Cookies.end(servlet(request)))
                .build();
    }

    private List<String> held(Caller caller) {
        return permissions.all().stream()
                .map(Permission::name)
                .filter(name -> !(access.scope(caller, name) instanceof SpaceScope.Within within
                        && within.spaces().isEmpty()))
                .sorted()
                .toList();
    }

    private static HttpServletRequest servlet(ContainerRequest request) {
        if (request.getProperty(SERVLET_REQUEST) instanceof HttpServletRequest servlet) {
            return servlet;
        }
        throw new IllegalStateException("The request did not come through the servlet.");
    }
}
