package coop.plenum.api.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A leaf of the tree.
 *
 * @param index from 0
 * @param leaf the bytes that are hashed, RFC 8785 JSON in UTF-8
 * @param leafHash RFC 6962 leaf hash, 32 bytes
 * @param actorName the name of who acted, which the leaf holds as a salted digest; empty once it has been erased
 */
@SuppressWarnings("ArrayRecordComponent") // handed out once, straight from the store
public record AuditEntry(
        long index, String eventId, Instant time, byte[] leaf, byte[] leafHash, Optional<String> actorName) {}
