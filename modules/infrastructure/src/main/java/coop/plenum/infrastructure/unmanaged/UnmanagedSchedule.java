package coop.plenum.infrastructure.unmanaged;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.unmanaged.UnmanagedRule.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the rules about what turns up unmanaged carried out once a sync of one of their connections has ended; on behalf of
 * who wrote the rule last, with the rights they have at that time. For one thread.
 */
@Component(service = UnmanagedSchedule.class)
public final class UnmanagedSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(UnmanagedSchedule.class);

    private final ContentService content;
    private final OperationService operations;
    private final Engine engine;
    private final Unmanaged unmanaged;

    @Activate
    public UnmanagedSchedule(
            @Reference ContentService content,
            @Reference OperationService operations,
            @Reference Engine engine,
            @Reference Unmanaged unmanaged) {
        this.content = content;
        this.operations = operations;
        this.engine = engine;
        this.unmanaged = unmanaged;
    }

    /** @param lastSync the newest sync of a connection */
    public void tick(Function<UUID, Optional<Operation>> lastSync) {
        for (UnmanagedRule rule : unmanaged.published()) {
            try {
                if (rule.answer() != Answer.IGNORE) {
                    tick(rule, lastSync);
                }
            } catch (RuntimeException e) { // the other rules must not suffer
                LOG.warn("The rule \"{}\" could not be started.", rule.title(), e);
            }
        }
    }

    private void tick(UnmanagedRule rule, Function<UUID, Optional<Operation>> lastSync) {
        Optional<Operation> last = last(rule);
        if (last.filter(operation -> !operation.status().ended()).isPresent()) {
            return;
        }
        Instant since = last.map(Operation::createdAt).orElse(rule.made());
        boolean due = unmanaged.connections(rule).stream()
                .flatMap(connection -> lastSync.apply(connection).stream())
                .flatMap(sync -> sync.endedAt().stream())
                .anyMatch(ended -> last.isEmpty() || ended.isAfter(since));
        if (due) {
            author(rule.id()).ifPresent(author -> submit(rule, author, since));
        }
    }

    private Optional<Operation> last(UnmanagedRule rule) {
        return operations
                .list(
                        engine.caller(),
                        OperationService.Filter.none()
                                .kind(UnmanagedHandler.KIND)
                                .target(rule.id().toString()),
                        PageRequest.first(1))
                .items()
                .stream()
                .findFirst();
    }

    /** Rules have no observed fields, so only people write their revisions. */
    private Optional<Subject> author(UUID rule) {
        return content.revisions(engine.caller(), rule, PageRequest.first(1)).items().stream()
                .findFirst()
                .map(revision -> revision.author());
    }

    private void submit(UnmanagedRule rule, Subject author, Instant since) {
        Caller caller = new Caller(author, Caller.Source.OPERATION, Optional.empty(), "unmanaged-rule " + rule.id());
        operations.submit(
                caller,
                OperationRequest.of(
                                UnmanagedHandler.KIND,
                                "Unmanaged resources: " + rule.title(),
                                rule.space(),
                                Values.of(UnmanagedHandler.SINCE, since.toString()))
                        .about(rule.id().toString())
                        .lane(UnmanagedHandler.KIND + "." + rule.id(), 1));
    }
}
