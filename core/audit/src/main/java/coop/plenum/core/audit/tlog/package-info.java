/**
 * Transparency logs in the formats of RFC 6962 and C2SP (tlog-tiles, tlog-checkpoint, signed-note): hashes, proofs,
 * tiles, notes, and a verifier. Needs nothing but the JDK, so that whoever checks a log need not trust the rest.
 */
@org.jspecify.annotations.NullMarked
package coop.plenum.core.audit.tlog;
