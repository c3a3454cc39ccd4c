package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.module.CatalogEntry;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleRequest;
import coop.plenum.api.module.ModuleService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Modules: what is installed and on offer, and changing that. */
@Path("modules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ModulesResource {
    /** The path of the one request that may be as large as a bundle. */
    public static final String UPLOAD = "modules/upload";

    /** A picture may be styled, and nothing else, also when it is opened by itself. */
    private static final String UNTRUSTED =
            "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    private final ModuleService modules;

    public ModulesResource(ModuleService modules) {
        this.modules = modules;
    }

    record PlanRequest(InstallPlan.Kind kind, String module, Optional<String> version, Optional<Boolean> purge) {}

    /** @param plan the digest of the plan that was seen; left out: whatever the plan is now */
    record Change(Optional<String> version, Optional<Boolean> purge, Optional<String> plan) {}

    @GET
    @Endpoint(value = "List installed modules", answers = Module.class, list = true)
    public Page<Module> list(@Context Caller caller) {
        return Answers.all(modules.installed(caller));
    }

    @GET
    @Path("catalog")
    @Endpoint(value = "List the modules on offer", answers = CatalogEntry.class, list = true)
    public Page<CatalogEntry> catalog(@Context Caller caller) {
        return Answers.all(modules.catalog(caller));
    }

    @POST
    @Path("plan")
    @Endpoint(value = "Work out what a change of modules would do", answers = InstallPlan.class)
    public InstallPlan plan(@Context Caller caller, @QueryParam("dryRun") @Nullable Boolean dryRun, PlanRequest body) {
        return modules.plan(
                caller,
                new ModuleRequest(
                        body.kind(), body.module(), body.version(), body.purge().orElse(false)));
    }

    @POST
    @Path("upload")
    @Consumes({"application/java-archive", MediaType.APPLICATION_OCTET_STREAM})
    @Endpoint(
            value = "Add a bundle file to the local catalog; does not install it",
            answers = CatalogEntry.class,
            status = 201)
    public Response upload(@Context Caller caller, InputStream bundle) {
        return Response.status(201).entity(modules.upload(caller, bundle)).build();
    }

    @GET
    @Path("{name}")
    @Endpoint(value = "Get an installed module", answers = Module.class)
    public Module get(@Context Caller caller, @PathParam("name") String name) {
        return modules.find(caller, name).orElseThrow(Answers.missing("module", name));
    }

    @GET
    @Path("{name}/readme")
    @Produces("text/markdown")
    @Endpoint("Get what a module tells about itself, in Markdown; of the newest on offer if none is installed")
    public Response readme(@Context Caller caller, @PathParam("name") String name) {
        return document(caller, name, ModuleService.Document.README, "text/markdown; charset=utf-8");
    }

    @GET
    @Path("{name}/changes")
    @Produces("text/markdown")
    @Endpoint("Get what is new in a module, in Markdown; of the newest on offer if none is installed")
    public Response changes(@Context Caller caller, @PathParam("name") String name) {
        return document(caller, name, ModuleService.Document.CHANGES, "text/markdown; charset=utf-8");
    }

    @GET
    @Path("{name}/icon")
    @Produces("image/svg+xml")
    @Endpoint("Get the icon of a module; of the newest on offer if none is installed")
    public Response icon(@Context Caller caller, @PathParam("name") String name) {
        return document(caller, name, ModuleService.Document.ICON, "image/svg+xml");
    }

    private Response document(Caller caller, String name, ModuleService.Document document, String mediaType) {
        byte[] bytes = modules.document(caller, name, document)
                .orElseThrow(() -> PlenumException.missing(
                        "document-missing",
                        "The module \"" + name + "\" brings no " + document.path() + ", or there is no such module."));
        return Response.ok(bytes, mediaType)
                .header("Content-Security-Policy", UNTRUSTED)
                .build();
    }

    @POST
    @Path("{name}/{change: install|upgrade|downgrade|enable|disable|uninstall}")
    @Endpoint(value = "Install, upgrade, enable, disable or uninstall a module", answers = Module.class)
    public Response change(
            @Context Caller caller,
            @PathParam("name") String name,
            @PathParam("change") InstallPlan.Kind kind,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            Change body) {
        ModuleRequest request =
                new ModuleRequest(kind, name, body.version(), body.purge().orElse(false));
        return execute(caller, request, body.plan(), dryRun);
    }

    @DELETE
    @Path("{name}")
    @Endpoint(value = "Uninstall a module; its content stays unless purged", status = 204)
    public Response delete(
            @Context Caller caller,
            @PathParam("name") String name,
            @QueryParam("purge") @DefaultValue("false") boolean purge,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
        ModuleRequest request = new ModuleRequest(InstallPlan.Kind.UNINSTALL, name, Optional.empty(), purge);
        return execute(caller, request, Optional.empty(), dryRun);
    }

    private Response execute(Caller caller, ModuleRequest request, Optional<String> plan, boolean dryRun) {
        if (dryRun) {
            return Response.ok(modules.plan(caller, request)).build();
        }
        return modules.execute(caller, request, plan)
                .map(module -> Response.ok(module).build())
                .orElseGet(Answers::gone);
    }
}
