package coop.plenum.api.content;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Items and their revisions. Every change is one transaction: permission, expected revision, write, revision, audit.
 * Thread-safe. Throws {@link PlenumException}: {@code item-missing}, {@code access-denied}, {@code invalid-item} with
 * all violations, {@code stale-revision}, {@code unknown-type}, {@code value-taken}, {@code item-in-use}.
 */
@ProviderType
public interface ContentService {
    Item create(Caller caller, NewItem item);

    /** Creates all or none in one transaction; at most 1,000. */
    List<Item> createAll(Caller caller, List<NewItem> items);

    /**
     * Checks without writing what {@link #create} would check.
     *
     * @return the item as it would be, revision 1
     */
    Item validate(Caller caller, NewItem item);

    /** A patch that changes nothing writes no revision. */
    Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch);

    /** Refused while other items refer to it. Its revisions stay. */
    void delete(Caller caller, UUID id, long expectedRevision, String reason);

    /** Empty also when the caller may not see it. Sensitive fields are left out without the permission. */
    Optional<Item> find(Caller caller, UUID id);

    Page<Item> list(Caller caller, ItemQuery query);

    /**
     * How many items of each type the caller may see; the most first, types without any left out.
     *
     * @param space counts those in it and below only
     */
    Map<String, Long> counts(Caller caller, Optional<UUID> space);

    /** Newest first. */
    Page<Revision> revisions(Caller caller, UUID id, PageRequest page);

    Optional<Revision> revision(Caller caller, UUID id, long number);

    /** A new revision with the settable values of an older one. */
    Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason);

    /** Who refers to the item. */
    Page<Reference> referencesTo(Caller caller, UUID id, PageRequest page);

    /**
     * Takes in what a provider saw, at most 1,000 at a time, in one transaction. Only what changed is written: no
     * revision, no audit entry, no event for the rest. Permission {@code <type>.observe}.
     */
    ObservationResult observe(Caller caller, UUID connection, List<Observation> seen);

    /**
     * After a complete discovery: marks items of the connection and type as vanished whose external id was not seen.
     *
     * @return how many were newly marked
     */
    int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds);

    /**
     * Lets go of an item's resource, which is gone so that another can take its place: the external id is forgotten, the
     * item counts as vanished until one with any id is observed for it, and all else stays. Writes no revision. May be
     * called again. Permission {@code <type>.observe}.
     */
    void release(Caller caller, UUID id);

    /** The item of a connection by the remote system's identifier. */
    Optional<Item> findExternal(Caller caller, UUID connection, String type, String externalId);

    /**
     * Declares the settable values of an item as published, under management, after a provider has applied them; drift
     * is measured against them from now on. Published values of sensitive fields that the caller may not see stay, unless
     * others are given. With {@code managed} false it goes back to being only observed.
     */
    Item publishDesired(
            Caller caller,
            UUID id,
            long expectedRevision,
            boolean managed,
            coop.plenum.api.Values desired,
            String reason);

    /** Counts of one call of {@link #observe}. */
    record ObservationResult(int created, int updated, int unchanged, int drifted) {}
}
