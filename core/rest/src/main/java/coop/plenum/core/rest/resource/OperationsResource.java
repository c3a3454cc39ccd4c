package coop.plenum.core.rest.resource;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationService;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations: work that outlives a request. */
@Path("operations")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {
    private final OperationService operations;

    public OperationsResource(OperationService operations) {
        this.operations = operations;
    }

    @GET
    @Endpoint(value = "List operations, newest first", answers = Operation.class, list = true)
    public Page<Operation> list(
            @Context Caller caller,
            @QueryParam("status") Operation.@Nullable Status status,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("target") @Nullable String target,
            @QueryParam("requestedBy") @Nullable UUID requestedBy,
            @QueryParam("space") @Nullable UUID space,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        OperationService.Filter filter = new OperationService.Filter(
                Optional.ofNullable(status),
                Optional.ofNullable(kind),
                Optional.ofNullable(target),
                Optional.ofNullable(requestedBy),
                Optional.ofNullable(space));
        return operations.list(caller, filter, new PageRequest(limit, Optional.ofNullable(after)));
    }

    @GET
    @Path("{id}")
    @Endpoint(value = "Get an operation", answers = Operation.class)
    public Operation get(@Context Caller caller, @PathParam("id") UUID id) {
        return operations.find(caller, id).orElseThrow(Answers.missing("operation", id));
    }

    @GET
    @Path("{id}/log")
    @Endpoint(value = "List the log of an operation, oldest first", answers = LogLine.class, list = true)
    public Page<LogLine> log(
            @Context Caller caller,
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        return operations.log(caller, id, new PageRequest(limit, Optional.ofNullable(after)));
    }

    @POST
    @Path("{id}/cancel")
    @Endpoint(value = "Ask an operation to stop", answers = Operation.class, status = 202)
    public Response cancel(@Context Caller caller, @PathParam("id") UUID id) {
        return Answers.accepted(operations.cancel(caller, id), id);
    }

    @POST
    @Path("{id}/retry")
    @Endpoint(value = "Run a failed or cancelled operation again", answers = Operation.class, status = 202)
    public Response retry(@Context Caller caller, @PathParam("id") UUID id) {
        return Answers.accepted(operations.retry(caller, id), id);
    }
}
