package coop.plenum.infrastructure.rest;

import coop.plenum.api.Page;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.infrastructure.machine.Machine;
import coop.plenum.infrastructure.machine.MachineLinks;
import coop.plenum.infrastructure.machine.Machines;
import coop.plenum.infrastructure.machine.Word.Verdict;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Machines, each made of all the items that show it; and what people say of two items. */
@Component(service = MachineRoutes.class, property = "osgi.jakartars.resource=true")
@Path("machines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MachineRoutes {
    private final Machines machines;
    private final MachineLinks links;

    @Activate
    public MachineRoutes(@Reference Machines machines, @Reference MachineLinks links) {
        this.machines = machines;
        this.links = links;
    }

    @GET
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> list(
            @QueryParam("space") @Nullable String space,
            @QueryParam("search") @Nullable String search,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after,
            @Context ContainerRequestContext request) {
        Page<Machine> page = machines.list(
                Requests.caller(request),
                new ItemQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(space)
                                .filter(text -> !text.isBlank())
                                .map(Requests::id),
                        Objects.requireNonNullElse(search, ""),
                        Objects.requireNonNullElse(filter, ""),
                        Optional.ofNullable(sort)
                                .filter(text -> !text.isBlank())
                                .orElse("title"),
                        false,
                        Requests.page(limit, after)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items().stream().map(MachineJson::row).toList());
        page.next().ifPresent(next -> json.put("next", next));
        return json;
    }

    /** The machine that an item shows, with all its views that the caller may see. */
    @GET
    @Path("{item}")
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> one(@PathParam("item") String item, @Context ContainerRequestContext request) {
        return whole(Requests.caller(request), Requests.id(item));
    }

    private Map<String, Object> whole(Caller caller, UUID item) {
        return MachineJson.whole(machines.of(caller, item), word -> links.author(caller, word));
    }

    /** Says that two items show the same machine, or different ones. */
    @PUT
    @Path("{item}/links/{other}")
    @RequiresPermission("infrastructure.machine-link.publish")
    public Map<String, Object> say(
            @PathParam("item") String item,
            @PathParam("other") String other,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        Body read = new Body(body);
        Optional<Verdict> verdict = verdict(read);
        String reason = read.text("reason").orElse("");
        read.check();
        Caller caller = Requests.caller(request);
        links.say(caller, Requests.id(item), Requests.id(other), verdict.orElseThrow(), reason);
        return whole(caller, Requests.id(item));
    }

    private static Optional<Verdict> verdict(Body read) {
        String word = read.requiredText("verdict");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.word().equals(word)) {
                return Optional.of(verdict);
            }
        }
        if (!word.isEmpty()) {
            read.wrong("verdict", "\"same\" or \"different\" is expected.");
        }
        return Optional.empty();
    }

    /** Takes back what was said of two items. */
    @DELETE
    @Path("{item}/links/{other}")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("infrastructure.machine-link.delete")
    public Map<String, Object> takeBack(
            @PathParam("item") String item,
            @PathParam("other") String other,
            @QueryParam("reason") @Nullable String reason,
            @Context ContainerRequestContext request) {
        Caller caller = Requests.caller(request);
        links.takeBack(caller, Requests.id(item), Requests.id(other), Objects.requireNonNullElse(reason, ""));
        return whole(caller, Requests.id(item));
    }
}
