package coop.plenum.infrastructure.drift;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.drift.DriftRule.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has rules about drift carried out when they are due, on behalf of who wrote them last: with their rights as they are at
 * that time, and so with approvals by somebody else where a policy demands them. For one thread.
 */
@Component(service = DriftSchedule.class)
public final class DriftSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(DriftSchedule.class);
    private static final Duration GLANCE = Duration.ofMinutes(1);

    private final ContentService content;
    private final OperationService operations;
    private final Engine engine;
    private final DriftRules rules;
    private Instant next = Instant.MIN;

    @Activate
    public DriftSchedule(
            @Reference ContentService content,
            @Reference OperationService operations,
            @Reference Engine engine,
            @Reference DriftRules rules) {
        this.content = content;
        this.operations = operations;
        this.engine = engine;
        this.rules = rules;
    }

    /** Looks at most once a minute. */
    public void tick(Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(GLANCE);
        for (DriftRule rule : rules.published()) {
            try {
                if (rule.answer() != Answer.IGNORE && isDue(rule, now)) {
                    author(rule.id()).ifPresent(author -> submit(rule, author));
                }
            } catch (RuntimeException e) { // the other rules must not suffer
                LOG.warn("The drift rule \"{}\" could not be started.", rule.title(), e);
            }
        }
    }

    private boolean isDue(DriftRule rule, Instant now) {
        Optional<Operation> last = operations
                .list(
                        engine.caller(),
                        OperationService.Filter.none()
                                .kind(DriftHandler.KIND)
                                .target(rule.id().toString()),
                        PageRequest.first(1))
                .items()
                .stream()
                .findFirst();
        return last.isEmpty()
                || (last.get().status().ended()
                        && !last.get().createdAt().plus(rule.every()).isAfter(now));
    }

    /** Rules have no observed fields, so only people write their revisions. */
    private Optional<Subject> author(UUID rule) {
        return content.revisions(engine.caller(), rule, PageRequest.first(1)).items().stream()
                .findFirst()
                .map(revision -> revision.author());
    }

    private void submit(DriftRule rule, Subject author) {
        Caller caller = new Caller(author, Caller.Source.OPERATION, Optional.empty(), "drift-rule " + rule.id());
        operations.submit(
                caller,
                OperationRequest.of(DriftHandler.KIND, "Drift rule: " + rule.title(), rule.space(), Values.empty())
                        .about(rule.id().toString())
                        .lane(DriftHandler.KIND + "." + rule.id(), 1));
    }
}
