package coop.plenum.infrastructure.policy;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Which policies hold for a resource: the published ones of its space and of its connection's, and of all above. Where a
 * resource is kept is up to those who sort items into spaces; over what it is reached is not. Thread-safe.
 */
@Component(service = Policies.class)
public final class Policies {
    private final ContentService content;
    private final Spaces spaces;
    private final Engine engine;

    @Activate
    public Policies(@Reference ContentService content, @Reference Spaces spaces, @Reference Engine engine) {
        this.content = content;
        this.spaces = spaces;
        this.engine = engine;
    }

    /**
     * What is to be touched.
     *
     * @param kind {@code create}, {@code update}, {@code delete}, {@code act}, {@code console} or {@code
     *     rotate}
     * @param reached the space of its connection
     */
    public record Target(UUID space, String type, String kind, UUID reached) {}

    /** An item's resource. */
    public Target target(Item item, String kind) {
        return new Target(
                item.space(),
                item.type(),
                kind,
                item.management()
                        .map(tie -> reached(tie.connection(), item.space()))
                        .orElse(item.space()));
    }

    /**
     * The space of a connection.
     *
     * @param otherwise the answer if it has been deleted
     */
    public UUID reached(UUID connection, UUID otherwise) {
        return engine.find(connection).map(Item::space).orElse(otherwise);
    }

    public Ruling ruling(Target target) {
        return ruling(List.of(target));
    }

    /** Of all policies that concern any of the targets: what one of them demands holds for the whole. */
    public Ruling ruling(Collection<Target> targets) {
        return new Ruling(
                published().filter(policy -> concerns(policy, targets)).toList(), List.copyOf(targets));
    }

    private Stream<Policy> published() {
        return all(Policy.TYPE, "").stream()
                .filter(item -> item.state() == State.PUBLISHED)
                .map(Policy::of);
    }

    /**
     * Policies that hold in a space and in none of others.
     *
     * @param type of the resource; empty for any
     */
    List<Policy> only(UUID in, List<UUID> others, Optional<String> type) {
        return published()
                .filter(policy -> policy.demands() && type.map(policy::concerns).orElse(true))
                .filter(policy -> {
                    SpaceScope below = spaces.below(policy.space());
                    return below.covers(in) && others.stream().noneMatch(below::covers);
                })
                .toList();
    }

    private boolean concerns(Policy policy, Collection<Target> targets) {
        var below = spaces.below(policy.space());
        return targets.stream()
                .anyMatch(target -> policy.concerns(target.type(), target.kind())
                        && (below.covers(target.space()) || below.covers(target.reached())));
    }

    /**
     * How many resources have been deleted, or are being deleted, in a space and below since then: by what changes say of
     * themselves, which are records that nobody edits, moves or deletes once they have begun.
     */
    private long deletes(String changeType, SpaceScope below, Instant since) {
        String filter = "(kind == \"delete\" || kind == \"set\" || replace == true) && updatedAt >= timestamp(\""
                + since + "\")";
        return all(changeType, filter).stream()
                .filter(change -> !change.updatedAt().isBefore(since))
                .mapToLong(change -> count(change.values().nested("deletions").asMap(), below))
                .sum();
    }

    private static long count(Map<String, ?> bySpace, SpaceScope below) {
        return bySpace.entrySet().stream()
                .filter(space -> below.covers(UUID.fromString(space.getKey())))
                .mapToLong(space -> space.getValue() instanceof Number number ? number.longValue() : 0)
                .sum();
    }

    private List<Item> all(String type, String filter) {
        List<Item> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            var page = content.list(
                    engine.caller(),
                    ItemQuery.ofType(type).filter(filter).sort("title").page(new PageRequest(200, after)));
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** What the policies that hold demand together. */
    public final class Ruling {
        private final List<Policy> policies;

        private final List<Target> targets;

        private Ruling(List<Policy> policies, List<Target> targets) {
            this.policies = policies;
            this.targets = targets;
        }

        /**
         * Where who approves has to be allowed to: where the resources are, and where their connections are if it is only
         * there that approval is demanded.
         */
        public List<UUID> approvedIn() {
            Set<UUID> all = new LinkedHashSet<>();
            targets.forEach(target -> all.add(target.space()));
            for (Policy policy : policies) {
                SpaceScope below = spaces.below(policy.space());
                targets.stream()
                        .filter(target -> policy.approvals() > 0
                                && policy.concerns(target.type(), target.kind())
                                && !below.covers(target.space())
                                && below.covers(target.reached()))
                        .forEach(target -> all.add(target.reached()));
            }
            return List.copyOf(all);
        }

        /** How many approvals it takes. */
        public long approvals() {
            return policies.stream().mapToLong(Policy::approvals).max().orElse(0);
        }

        /** How long an approval counts. */
        public Duration validity() {
            return policies.stream()
                    .filter(policy -> policy.approvals() > 0)
                    .map(Policy::validity)
                    .min(Duration::compareTo)
                    .orElse(Duration.ZERO);
        }

        /** The titles of those that demand approvals. */
        public List<String> approving() {
            return policies.stream()
                    .filter(policy -> policy.approvals() > 0)
                    .map(Policy::title)
                    .toList();
        }

        /** Why no console may be opened, in words: nobody can approve beforehand what will be typed. */
        public Optional<String> consolesClosed() {
            return approvals() == 0
                    ? Optional.empty()
                    : Optional.of("The policy " + String.join(", ", approving())
                            + " demands approval, and nobody can approve what is typed into a console. Draft a change"
                            + " of what is to be done, or have the policy name the kinds that it is about without"
                            + " \"console\".");
        }

        /** Why nothing may be done now, in words. */
        public Optional<String> closed() {
            Instant now = Instant.now();
            return policies.stream()
                    .flatMap(policy -> policy.closedAt(now).stream())
                    .findFirst();
        }

        /** @throws PlenumException {@code change-window-closed} */
        public void requireOpen() {
            closed().ifPresent(why -> {
                throw PlenumException.conflict("change-window-closed", why);
            });
        }

        /**
         * Whether so many resources may be deleted.
         *
         * @param changeType the content type of changes
         * @param wanted how many in which space, by its id
         * @throws PlenumException {@code deletion-limit}
         */
        public void requireDeletable(String changeType, Map<String, Long> wanted) {
            for (Policy policy : policies) {
                if (policy.deletesPerDay().isPresent()) {
                    SpaceScope below = spaces.below(policy.space());
                    requireDeletable(
                            policy,
                            deletes(changeType, below, Instant.now().minus(Duration.ofDays(1))),
                            count(wanted, below));
                }
            }
        }

        private void requireDeletable(Policy policy, long made, long wanted) {
            long most = policy.deletesPerDay().orElse(Long.MAX_VALUE);
            if (wanted > 0 && made + wanted > most) {
                throw PlenumException.conflict(
                        "deletion-limit",
                        "The policy \"" + policy.title() + "\" allows " + most
                                + " deletions within 24 hours; " + made + " have been made, and this is " + wanted
                                + " more. Wait, delete fewer at a time, or have the policy changed.");
            }
        }
    }
}
