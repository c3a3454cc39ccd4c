package coop.plenum.api.audit;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and proves the log. Formats: C2SP {@code tlog-tiles}, {@code tlog-checkpoint}, {@code tlog-proof}; hashes after
 * RFC 6962. Permission: {@code audit.view}; entries are filtered by space, checkpoint and hashes are open to all who
 * may sign in. Thread-safe.
 */
@ProviderType
public interface AuditTrail {
    /** Newest first. */
    Page<AuditEntry> entries(Caller caller, AuditQuery query, PageRequest page);

    Optional<AuditEntry> entry(Caller caller, long index);

    /** Waits, at most the given time, until the event has been sequenced. */
    Optional<AuditEntry> await(Caller caller, String eventId, java.time.Duration patience);

    /** The newest signed checkpoint, a C2SP signed note; empty before the first entry. */
    Optional<String> checkpoint();

    /** The verifier key of the checkpoint's signature, in C2SP {@code signed-note} encoding. */
    String verifierKey();

    /**
     * A tile or entry bundle by its {@code tlog-tiles} path without the leading {@code tile/}, such as {@code 0/x001/067}
     * or {@code entries/000.p/5}.
     */
    Optional<byte[]> tile(Caller caller, String path);

    /**
     * Proves that the entry is in the tree of the newest checkpoint.
     *
     * @throws PlenumException {@code audit-entry-missing}
     */
    Inclusion inclusion(Caller caller, long index);

    /**
     * Proves that the tree of one size is a prefix of the other.
     *
     * @return hashes after RFC 6962, 2.1.2
     * @throws PlenumException {@code invalid-tree-size}
     */
    List<byte[]> consistency(Caller caller, long fromSize, long toSize);

    /**
     * @param treeSize of the checkpoint
     * @param hashes the audit path after RFC 6962, 2.1.1, leaf first
     * @param checkpoint the signed note it proves against
     */
    record Inclusion(AuditEntry entry, long treeSize, List<byte[]> hashes, String checkpoint) {
        /** The proof as a file of its own, in the format C2SP {@code tlog-proof}. */
        public String asTlogProof() {
            StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\nindex ");
            text.append(entry.index()).append('\n');
            hashes.forEach(hash ->
                    text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
            return text.append('\n').append(checkpoint).toString();
        }
    }
}
