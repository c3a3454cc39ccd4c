package coop.plenum.infrastructure.policy;

import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which policies hold for a resource: the published ones of its space and of all above. Thread-safe. */
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

    /** @param kind {@code create}, {@code update}, {@code delete} or {@code act} */
    public Ruling ruling(UUID space, String type, String kind) {
        return new Ruling(all(Policy.TYPE, "").stream()
                .filter(item -> item.state() == State.PUBLISHED)
                .map(Policy::of)
                .filter(policy -> policy.concerns(type, kind))
                .filter(policy -> spaces.below(policy.space()).covers(space))
                .toList());
    }

    /** How many resources have been deleted, or are being deleted, in a space and below since then. */
    private long deletes(String changeType, UUID space, Instant since) {
        var below = spaces.below(space);
        return all(changeType, "kind == \"delete\" && updatedAt >= timestamp(\"" + since + "\")").stream()
                .filter(change -> change.values().text("kind").equals(Optional.of("delete")))
                .filter(change -> change.values()
                        .text("status")
                        .filter(status -> status.equals("applied") || status.equals("applying"))
                        .isPresent())
                .filter(change -> !change.updatedAt().isBefore(since) && below.covers(change.space()))
                .count();
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

        private Ruling(List<Policy> policies) {
            this.policies = policies;
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
         * Whether one more resource may be deleted.
         *
         * @param changeType the content type of changes
         * @throws PlenumException {@code deletion-limit}
         */
        public void requireDeletable(String changeType) {
            for (Policy policy : policies) {
                if (policy.deletesPerDay().isPresent()
                        && deletes(changeType, policy.space(), Instant.now().minus(Duration.ofDays(1)))
                                >= policy.deletesPerDay().getAsLong()) {
                    throw PlenumException.conflict(
                            "deletion-limit",
                            "The policy \"" + policy.title() + "\" allows "
                                    + policy.deletesPerDay().getAsLong()
                                    + " deletions within 24 hours, and they have been made. Wait, or have it changed.");
                }
            }
        }
    }
}
