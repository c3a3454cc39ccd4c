package coop.plenum.api.content;

import coop.plenum.api.Values;
import coop.plenum.api.access.Subject;
import java.time.Instant;
import java.util.UUID;

/**
 * One immutable version of an item.
 *
 * @param number from 1
 * @param diff a merge patch (RFC 7396) from the revision before to this one over {@code title}, {@code labels},
 *     {@code space}, {@code state}, {@code values}, {@code desired}
 * @param snapshot the whole of the same
 * @param digest SHA-256 in lower-case hex of the canonical snapshot; the audit entry carries it
 */
public record Revision(
        UUID item,
        long number,
        Subject author,
        Instant time,
        String reason,
        Values diff,
        Values snapshot,
        String digest) {}
