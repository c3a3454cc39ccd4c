package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.Item;
import coop.plenum.infrastructure.policy.Policies;
import coop.plenum.infrastructure.policy.Policies.Ruling;
import coop.plenum.infrastructure.policy.Policies.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who has approved a change, and whether that is enough. An approval is for one digest, and so for exactly the plan that
 * was looked at. It counts while it is not too old, the plan is the same and who gave it may still approve. Thread-safe.
 */
@Component(service = Approvals.class)
public final class Approvals {
    static final String PERMISSION = "infrastructure.change.approve";
    private static final int LONGEST_COMMENT = 1_000;

    private final AccessService access;
    private final AuditLog audit;
    private final Policies policies;
    private final ChangeStore store;
    /** Two who approve at once must not lose one of the two. */
    private final ReentrantLock writing = new ReentrantLock();
    /** From looking at what has been deleted until it is known that this one is. */
    private final ReentrantLock claiming = new ReentrantLock();

    @Activate
    public Approvals(
            @Reference AccessService access,
            @Reference AuditLog audit,
            @Reference Policies policies,
            @Reference ChangeStore store) {
        this.access = access;
        this.audit = audit;
        this.policies = policies;
        this.store = store;
    }

    /**
     * How a change stands.
     *
     * @param needed approvals
     * @param counting those given that count now
     * @param policies titles of those that demand approvals
     * @param closed why it cannot be applied now, in words
     */
    public record Standing(long needed, List<Approval> counting, List<String> policies, Optional<String> closed) {
        boolean enough() {
            return counting.size() >= needed;
        }
    }

    public Standing standing(Item change) {
        return standing(change, change.values().text("digest").orElse(""));
    }

    private Standing standing(Item change, String digest) {
        return standing(change, digest, ruling(change));
    }

    private Standing standing(Item change, String digest, Ruling ruling) {
        Instant oldest = Instant.now().minus(ruling.validity());
        List<UUID> spaces = spaces(change);
        List<Approval> counting = given(change).stream()
                .filter(approval -> approval.digest().equals(digest))
                .filter(approval -> !approval.at().isBefore(oldest))
                .filter(approval -> !isRequester(change, approval.by()))
                .filter(approval -> mayApprove(approval, spaces))
                .toList();
        return new Standing(ruling.approvals(), counting, ruling.approving(), ruling.closed());
    }

    private Ruling ruling(Item change) {
        return policies.ruling(store.targets(change));
    }

    private List<UUID> spaces(Item change) {
        return spaces(change, store.targets(change));
    }

    /** Where a change takes effect, so where one must be allowed to approve; where it is kept once nothing is left. */
    private static List<UUID> spaces(Item change, List<Target> targets) {
        return targets.isEmpty()
                ? List.of(change.space())
                : targets.stream().map(Target::space).distinct().toList();
    }

    private static List<Approval> given(Item change) {
        return change.values().list("approvals").stream()
                .flatMap(stored -> Approval.read(stored).stream())
                .toList();
    }

    private static boolean isRequester(Item change, UUID user) {
        return change.values().nested("requestedBy").text("id").equals(Optional.of(user.toString()));
    }

    /** As they may now: rights may have been taken away since. */
    private boolean mayApprove(Approval approval, List<UUID> spaces) {
        Subject subject = new Subject(Subject.Kind.USER, approval.by(), approval.name());
        Caller them = new Caller(subject, Caller.Source.OPERATION, Optional.empty(), "approval");
        return mayApprove(them, spaces);
    }

    private boolean mayApprove(Caller caller, List<UUID> spaces) {
        return spaces.stream()
                .allMatch(space -> access.decide(caller, PERMISSION, space).allowed());
    }

    /**
     * Approves the plan with this digest.
     *
     * @param comment at most 1,000 characters
     * @throws PlenumException {@code change-ended}, {@code change-stale}, {@code own-change}, {@code comment-too-long}
     */
    public Item give(Caller caller, Item change, String digest, String comment) {
        requireApprover(caller, change);
        if (comment.length() > LONGEST_COMMENT) {
            throw PlenumException.invalid(
                    "comment-too-long", "A comment has at most " + LONGEST_COMMENT + " characters.");
        }
        return write(caller, change.id(), "change.approve", digest, (now, approvals) -> {
            if (!now.values().text("digest").equals(Optional.of(digest))) {
                throw Changes.stale();
            }
            approvals.add(new Approval(caller.subject().id(), caller.subject().name(), digest, Instant.now(), comment));
        });
    }

    /** Takes the caller's own approval back. */
    public Item withdraw(Caller caller, Item change) {
        spaces(change).forEach(space -> access.require(caller, PERMISSION, space));
        return write(
                caller,
                change.id(),
                "change.withdraw-approval",
                change.values().text("digest").orElse(""),
                (now, approvals) -> {});
    }

    private void requireApprover(Caller caller, Item change) {
        spaces(change).forEach(space -> access.require(caller, PERMISSION, space));
        if (caller.subject().kind() != Subject.Kind.USER) {
            throw denied("own-change", "Only people approve changes.");
        }
        Optional<String> requester = change.values().nested("requestedBy").text("id");
        if (requester.isEmpty()) {
            throw denied("own-change", "It is not known who asked for this change. Draft it anew, as a change.");
        }
        if (isRequester(change, caller.subject().id())) {
            throw denied("own-change", "You have asked for this change, so somebody else has to approve it.");
        }
    }

    private static PlenumException denied(String code, String message) {
        return new PlenumException(PlenumException.Category.DENIED, code, message);
    }

    /** Changes that lack approvals and that the caller could approve, newest first, of the newest 1,000 open ones. */
    public List<Item> awaiting(Caller caller) {
        // Many changes are alike in what policies look at, and each ruling reads them all.
        Map<List<Target>, Ruling> rulings = new HashMap<>();
        return store.open(caller).stream()
                .filter(change -> {
                    List<Target> targets = store.targets(change);
                    Ruling ruling = rulings.computeIfAbsent(targets, policies::ruling);
                    return ruling.approvals() > 0 && awaits(caller, change, spaces(change, targets), ruling);
                })
                .toList();
    }

    private boolean awaits(Caller caller, Item change, List<UUID> spaces, Ruling ruling) {
        if (isRequester(change, caller.subject().id()) || !mayApprove(caller, spaces)) {
            return false;
        }
        Standing standing = standing(change, change.values().text("digest").orElse(""), ruling);
        return !standing.enough()
                && standing.counting().stream()
                        .noneMatch(given -> given.by().equals(caller.subject().id()));
    }

    /** Changes the list of approvals, in which the caller's own is no more. */
    @FunctionalInterface
    private interface Edit {
        void apply(Item now, List<Approval> approvals);
    }

    private Item write(Caller caller, UUID id, String action, String digest, Edit edit) {
        writing.lock();
        try {
            Item now = store.require(id);
            store.requireOpen(now, Optional.empty());
            List<Approval> approvals = new ArrayList<>(given(now));
            approvals.removeIf(approval -> approval.by().equals(caller.subject().id()));
            edit.apply(now, approvals);
            // The log first: there may be an entry without an approval that counts, never the other way round.
            audit.append(AuditEvent.of(caller, action, ChangeSpec.TYPE, id.toString())
                    .in(now.space())
                    .with(Values.of("planDigest", digest)));
            return store.approved(caller, now, approvals);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Whether a plan may be carried out now.
     *
     * @throws PlenumException {@code approval-required}, {@code change-window-closed}, {@code deletion-limit}
     */
    public void require(Item change, String digest, Deletions deletions) {
        Ruling ruling = ruling(change);
        Standing standing = standing(change, digest, ruling);
        if (!standing.enough()) {
            throw PlenumException.conflict(
                    "approval-required",
                    "The policy " + String.join(", ", standing.policies()) + " demands " + standing.needed()
                            + " approval" + (standing.needed() == 1 ? "" : "s") + " of exactly this plan; there "
                            + (standing.counting().size() == 1
                                    ? "is 1"
                                    : "are " + standing.counting().size())
                            + ". Have somebody else approve it.");
        }
        ruling.requireOpen();
        if (!deletions.wanted().isEmpty()) {
            ruling.requireDeletable(ChangeSpec.TYPE, deletions.wanted());
        }
    }

    /**
     * The last gate before anything remote: whatever path led here, what policies demand is asked for once more. What is
     * being deleted is counted at the same time, so that two at once do not go past a limit.
     *
     * @return the change, in the hands of the operation
     */
    public Item claim(Caller caller, Item change, String digest, Deletions deletions, UUID operation) {
        claiming.lock();
        try {
            require(change, digest, deletions);
            Item claimed = store.claimed(caller, change, operation);
            boolean counted = ChangeSet.is(change) || ChangeSpec.of(change).replace();
            return counted ? store.deletes(caller, claimed, deletions.all()) : claimed;
        } finally {
            claiming.unlock();
        }
    }

    /**
     * One approval.
     *
     * @param by a user's id
     * @param name their login at the time
     * @param digest of the plan
     */
    public record Approval(UUID by, String name, String digest, Instant at, String comment) {
        static Optional<Approval> read(Object stored) {
            return Stream.of(stored)
                    .filter(Map.class::isInstance)
                    .map(map -> Values.of("approval", map).nested("approval"))
                    .map(values -> new Approval(
                            UUID.fromString(values.requireText("by")),
                            values.requireText("name"),
                            values.requireText("digest"),
                            Instant.parse(values.requireText("at")),
                            values.text("comment").orElse("")))
                    .findFirst();
        }

        Values stored() {
            return Values.builder()
                    .put("by", by.toString())
                    .put("name", name)
                    .put("digest", digest)
                    .put("at", at.toString())
                    .put("comment", comment)
                    .build();
        }
    }
}
