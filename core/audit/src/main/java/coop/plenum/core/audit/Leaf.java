package coop.plenum.core.audit;

import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.audit.tlog.EntryBundle;
import coop.plenum.core.store.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The bytes of an entry: what is stored, hashed and proven. The form is documented in docs/reference/audit.md. */
final class Leaf {
    static final String SCHEMA = "plenum.audit.v1";
    /** The longest name, identifier or correlation that stands for itself; longer ones are replaced by their digest. */
    static final int LONGEST_TEXT = 1024;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Leaf() {}

    static byte[] of(AuditEvent event, Optional<ModuleCode> code, UUID id, Instant time, String actorName) {
        Map<String, Object> leaf = members(event, id, time, actorName);
        code.ifPresent(module -> leaf.put("module", module(module)));
        if (!event.details().isEmpty()) {
            leaf.put("details", event.details().asMap());
        }
        byte[] bytes = CanonicalJson.of(leaf);
        if (bytes.length <= EntryBundle.MAX_LEAF) {
            return bytes;
        }
        leaf.remove("details");
        byte[] details = CanonicalJson.of(event.details().asMap());
        leaf.put("detailsDigest", Json.sha256(details));
        leaf.put("detailsLength", details.length);
        return CanonicalJson.of(leaf);
    }

    private static Map<String, Object> members(AuditEvent event, UUID id, Instant time, String actorName) {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("schema", SCHEMA);
        leaf.put("id", id.toString());
        leaf.put("time", TIME.format(time));
        leaf.put(
                "actor",
                Map.of(
                        "kind", event.caller().subject().kind().name(),
                        "id", event.caller().subject().id().toString(),
                        "name", actorName));
        event.caller().credential().ifPresent(credential -> leaf.put("credential", credential.toString()));
        leaf.put("source", event.caller().source().name());
        leaf.put("correlation", bounded(event.caller().correlation()));
        event.caller().traceId().ifPresent(trace -> leaf.put("traceId", bounded(trace)));
        leaf.put("action", bounded(event.action()));
        leaf.put("target", Map.of("type", bounded(event.targetType()), "id", bounded(event.targetId())));
        leaf.put("outcome", event.outcome().name());
        event.space().ifPresent(space -> leaf.put("space", space.toString()));
        event.decision().ifPresent(decision -> {
            Map<String, Object> why = new LinkedHashMap<>();
            why.put("allowed", decision.allowed());
            decision.grant().ifPresent(grant -> why.put("grant", grant.toString()));
            leaf.put("decision", why);
        });
        event.beforeDigest().ifPresent(digest -> leaf.put("beforeDigest", bounded(digest)));
        event.afterDigest().ifPresent(digest -> leaf.put("afterDigest", bounded(digest)));
        if (!event.approvals().isEmpty()) {
            leaf.put("approvals", event.approvals().stream().map(Leaf::bounded).toList());
        }
        return leaf;
    }

    private static Map<String, Object> module(ModuleCode code) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("name", bounded(code.name()));
        code.digest().ifPresent(digest -> module.put("digest", bounded(digest)));
        return module;
    }

    /** The text itself, or its digest when it is too long to be a name. */
    static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : "sha256:" + Json.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
