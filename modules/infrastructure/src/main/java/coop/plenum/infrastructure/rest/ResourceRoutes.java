package coop.plenum.infrastructure.rest;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.infrastructure.resource.ResourceActions;
import coop.plenum.infrastructure.resource.ResourceActions.Offer;
import coop.plenum.infrastructure.resource.ResourceConsoles;
import coop.plenum.infrastructure.resource.ResourceMetrics;
import coop.plenum.infrastructure.resource.ResourceMetrics.Measured;
import coop.plenum.infrastructure.resource.Resources;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One resource: what can be done with it, doing it, looking at it anew, its console, and what is measured of it. */
@Component(service = ResourceRoutes.class, property = "osgi.jakartars.resource=true")
@Path("resources/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ResourceRoutes {
    private final Resources resources;
    private final ResourceActions actions;
    private final ResourceMetrics metrics;
    private final ResourceConsoles consoles;

    @Activate
    public ResourceRoutes(
            @Reference Resources resources,
            @Reference ResourceActions actions,
            @Reference ResourceMetrics metrics,
            @Reference ResourceConsoles consoles) {
        this.resources = resources;
        this.actions = actions;
        this.metrics = metrics;
        this.consoles = consoles;
    }

    @GET
    @Path("actions")
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> actions(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Map.of(
                "items",
                actions.offers(Requests.caller(request), Requests.id(id)).stream()
                        .map(ResourceRoutes::json)
                        .toList());
    }

    @POST
    @Path("actions/{name}")
    @RequiresPermission("infrastructure.resource.act")
    public Response act(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @Nullable Map<String, Object> body,
            @Context ContainerRequestContext request) {
        Body read = new Body(body);
        var parameters = read.object("parameters");
        read.check();
        return Requests.accepted(actions.take(Requests.caller(request), Requests.id(id), name, parameters));
    }

    /** @param last how far back, such as {@code PT3H} */
    @GET
    @Path("metrics")
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> metrics(
            @PathParam("id") String id,
            @QueryParam("last") @DefaultValue("PT3H") String last,
            @Context ContainerRequestContext request) {
        return json(metrics.measure(Requests.caller(request), Requests.id(id), period(last)));
    }

    private static Duration period(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw PlenumException.invalid("invalid-period", "\"" + text + "\" is no duration such as PT3H or P7D.");
        }
    }

    @POST
    @Path("observe")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("infrastructure.resource.act")
    public Map<String, Object> observe(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return Map.of("present", resources.observe(Requests.caller(request), Requests.id(id)));
    }

    /** Whether there is one, and why it cannot be opened now. */
    @GET
    @Path("console")
    @RequiresPermission("infrastructure.resource.view")
    public Map<String, Object> console(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Map<String, Object> json = new LinkedHashMap<>();
        var offer = consoles.offer(Requests.caller(request), Requests.id(id));
        json.put("offered", offer.isPresent());
        offer.flatMap(ResourceConsoles.Offer::unavailable).ifPresent(why -> json.put("unavailable", why));
        return json;
    }

    /** The answer holds what opens the console, so no cache and no replay keeps it. */
    @POST
    @Path("console")
    @Consumes(MediaType.WILDCARD)
    @RequiresPermission("infrastructure.resource.act")
    public Map<String, Object> open(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Requests.neverReplay(request);
        return json(consoles.open(Requests.caller(request), Requests.id(id)));
    }

    private static Map<String, Object> json(Console console) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", console.address().toString());
        console.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    private static Map<String, Object> json(Measured measured) {
        Map<String, List<Map<String, Object>>> points = new HashMap<>();
        measured.series()
                .forEach(series -> points.put(
                        series.metric(),
                        series.points().stream()
                                .map(point -> Map.<String, Object>of(
                                        "time", point.time().toString(), "value", point.value()))
                                .toList()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", measured.from().toString());
        json.put("to", measured.to().toString());
        json.put("step", measured.step().toString());
        json.put(
                "items",
                measured.metrics().stream()
                        .map(metric -> Map.of(
                                "name", metric.name(),
                                "title", metric.title(),
                                "unit", metric.unit(),
                                "points", points.getOrDefault(metric.name(), List.of())))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Offer offer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", offer.action().name());
        json.put("title", offer.action().title());
        json.put("description", offer.action().description());
        json.put("disruptive", offer.action().disruptive());
        json.put("parameters", Forms.fields(offer.action().parameters()));
        json.put("approval", offer.approval());
        offer.unavailable().ifPresent(why -> json.put("unavailable", why));
        return json;
    }
}
