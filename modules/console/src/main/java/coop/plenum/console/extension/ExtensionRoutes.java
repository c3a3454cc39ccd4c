package coop.plenum.console.extension;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresSignIn;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.console.Contribution;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What modules add, as far as the caller may see it: {@code /api/v1/ext/console/extensions}. */
@Component(service = ExtensionRoutes.class, property = "osgi.jakartars.resource=true")
@Path("extensions")
@Produces(MediaType.APPLICATION_JSON)
public final class ExtensionRoutes {
    /** Those who may see modules see what is wrong with them. */
    private static final String SEE_PROBLEMS = "module.view";

    private final Extensions extensions;
    private final AccessService access;

    @Activate
    public ExtensionRoutes(@Reference Extensions extensions, @Reference AccessService access) {
        this.extensions = extensions;
        this.access = access;
    }

    /** All of them at once; there are never many. */
    public record Answer(List<Extension> items) {}

    @GET
    @RequiresSignIn
    public Answer list(@Context Caller caller) {
        boolean problems = holds(caller, SEE_PROBLEMS);
        return new Answer(extensions.all().stream()
                .flatMap(extension -> visible(caller, extension, problems))
                .toList());
    }

    private Stream<Extension> visible(Caller caller, Extension extension, boolean problems) {
        List<Contribution> some = extension.contributions().stream()
                .filter(contribution -> holds(caller, contribution.permission()))
                .toList();
        Optional<String> problem = extension.problem().filter(words -> problems);
        return some.isEmpty() && problem.isEmpty() ? Stream.empty() : Stream.of(extension.with(some, problem));
    }

    private boolean holds(Caller caller, String permission) {
        return !(access.scope(caller, permission) instanceof SpaceScope.Within within
                && within.spaces().isEmpty());
    }
}
