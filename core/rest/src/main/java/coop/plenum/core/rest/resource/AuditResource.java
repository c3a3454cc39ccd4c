package coop.plenum.core.rest.resource;

import com.fasterxml.jackson.annotation.JsonRawValue;
import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditEntry;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditQuery;
import coop.plenum.api.audit.AuditTrail;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The provable log, in forms that other people's tools verify. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
    private final AuditTrail trail;

    public AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * @param event the leaf as JSON
     * @param actorName the name behind the salted digest in the leaf, until it is erased
     * @param leaf the bytes that are hashed; only where one entry is asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one answer
    record Entry(
            long index,
            String eventId,
            Instant time,
            @JsonRawValue String event,
            byte[] leafHash,
            Optional<String> actorName,
            Optional<byte[]> leaf) {
        static Entry brief(AuditEntry entry) {
            return of(entry, Optional.empty());
        }

        static Entry whole(AuditEntry entry) {
            return of(entry, Optional.of(entry.leaf()));
        }

        private static Entry of(AuditEntry entry, Optional<byte[]> leaf) {
            String event = new String(entry.leaf(), StandardCharsets.UTF_8);
            return new Entry(
                    entry.index(), entry.eventId(), entry.time(), event, entry.leafHash(), entry.actorName(), leaf);
        }
    }

    /** RFC 6962, 2.1.1: the leaf, and the hashes up to the root that the checkpoint signs. */
    @SuppressWarnings("ArrayRecordComponent") // made for one answer
    record Proof(long index, byte[] leaf, long treeSize, List<byte[]> hashes, String checkpoint) {}

    /** RFC 6962, 2.1.2. */
    record Consistency(long from, long to, List<byte[]> hashes) {}

    @GET
    @Path("entries")
    @Endpoint(value = "List audit entries, newest first", answers = Entry.class, list = true)
    public Page<Entry> entries(
            @Context Caller caller,
            @QueryParam("action") @Nullable String action,
            @QueryParam("targetType") @Nullable String targetType,
            @QueryParam("targetId") @Nullable String targetId,
            @QueryParam("actor") @Nullable UUID actor,
            @QueryParam("space") @Nullable UUID space,
            @QueryParam("correlation") @Nullable String correlation,
            @QueryParam("outcome") AuditEvent.@Nullable Outcome outcome,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("until") @Nullable Instant until,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("after") @Nullable String after) {
        AuditQuery query = new AuditQuery(
                Optional.ofNullable(action),
                Optional.ofNullable(targetType),
                Optional.ofNullable(targetId),
                Optional.ofNullable(actor),
                Optional.ofNullable(space),
                Optional.ofNullable(correlation),
                Optional.ofNullable(outcome),
                Optional.ofNullable(from),
                Optional.ofNullable(until));
        Page<AuditEntry> page = trail.entries(caller, query, new PageRequest(limit, Optional.ofNullable(after)));
        return new Page<>(page.items().stream().map(Entry::brief).toList(), page.next(), page.total());
    }

    @GET
    @Path("entries/{index}")
    @Endpoint(value = "Get an audit entry with the bytes that are hashed", answers = Entry.class)
    public Entry entry(@Context Caller caller, @PathParam("index") long index) {
        return trail.entry(caller, index).map(Entry::whole).orElseThrow(Answers.missing("audit-entry", index));
    }

    @GET
    @Path("checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Endpoint(value = "Get the newest signed checkpoint (C2SP tlog-checkpoint)", answers = String.class)
    public String checkpoint() {
        return trail.checkpoint()
                .orElseThrow(() -> PlenumException.missing(
                        "checkpoint-missing", "Nothing has been logged yet. Try again after the first change."));
    }

    @GET
    @Path("key")
    @Produces(MediaType.TEXT_PLAIN)
    @Endpoint(value = "Get the key that verifies checkpoints (C2SP signed-note)", answers = String.class)
    public String key() {
        return trail.verifierKey();
    }

    @GET
    @Path("tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Endpoint(value = "Get a tile or entry bundle (C2SP tlog-tiles)", answers = byte[].class)
    public byte[] tile(@Context Caller caller, @PathParam("path") String path) {
        return trail.tile(caller, path).orElseThrow(Answers.missing("tile", path));
    }

    @GET
    @Path("proof/{index}")
    @Endpoint(value = "Prove that an entry is in the tree of the newest checkpoint", answers = Proof.class)
    public Proof proof(@Context Caller caller, @PathParam("index") long index) {
        AuditTrail.Inclusion proof = trail.inclusion(caller, index);
        return new Proof(
                proof.entry().index(), proof.entry().leaf(), proof.treeSize(), proof.hashes(), proof.checkpoint());
    }

    @GET
    @Path("proof/{index}/note")
    @Produces(MediaType.TEXT_PLAIN)
    @Endpoint(value = "Get the proof of an entry as a file of its own (C2SP tlog-proof)", answers = String.class)
    public String proofNote(@Context Caller caller, @PathParam("index") long index) {
        return trail.inclusion(caller, index).asTlogProof();
    }

    @GET
    @Path("consistency")
    @Endpoint(value = "Prove that the tree of one size is a prefix of another", answers = Consistency.class)
    public Consistency consistency(
            @Context Caller caller,
            @QueryParam("from") @DefaultValue("0") long from,
            @QueryParam("to") @DefaultValue("0") long to) {
        return new Consistency(from, to, trail.consistency(caller, from, to));
    }
}
