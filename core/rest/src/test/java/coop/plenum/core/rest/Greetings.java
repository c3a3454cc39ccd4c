package coop.plenum.core.rest;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.RequiresPermission;
import coop.plenum.api.access.RequiresSignIn;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A module's resource; public, since tests also load it by a loader of its own. */
@Path("greetings")
@Produces(MediaType.APPLICATION_JSON)
public class Greetings {
    /** An answer of the module's own class. */
    public record Greeting(String text, Optional<String> missing) {}

    /** A body of the module's own class. */
    public record Name(String name) {}

    final CountDownLatch release = new CountDownLatch(1);

    @GET
    @RequiresPermission("lab.view")
    public Greeting greet(@Context Caller caller) {
        return new Greeting("hello " + caller.subject().name(), Optional.empty());
    }

    @POST
    @RequiresPermission("lab.view")
    public Greeting greet(Name name, @Context ContainerRequestContext request) {
        Caller caller = (Caller) request.getProperty("plenum.caller");
        return new Greeting(name.name() + " from " + caller.subject().name(), Optional.empty());
    }

    @POST
    @Path("echo")
    @RequiresPermission("lab.view")
    public Map<String, Object> echo(Map<String, Object> body) {
        return Values.of(body).asMap();
    }

    @GET
    @Path("slow")
    @RequiresPermission("lab.view")
    public Map<String, String> slow() throws InterruptedException {
        return Map.of("released", String.valueOf(release.await(20, TimeUnit.SECONDS)));
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresPermission("lab.view")
    public void stream(@Context SseEventSink sink, @Context Sse sse) {
        sink.send(sse.newEvent("first"));
    }

    @GET
    @Path("undeclared")
    public String undeclared() {
        return "secret";
    }

    @GET
    @Path("common")
    @RequiresSignIn
    public String common() {
        return "{}";
    }

    @GET
    @Path("broken")
    @RequiresPermission("lab.view")
    public String broken() {
        throw new IllegalStateException("inner workings");
    }
}
