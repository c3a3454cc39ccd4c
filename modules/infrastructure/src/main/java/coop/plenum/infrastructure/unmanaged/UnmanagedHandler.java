package coop.plenum.infrastructure.unmanaged;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.OperationRun.Level;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.adopt.Adoptions;
import coop.plenum.infrastructure.unmanaged.UnmanagedRule.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Carries out one rule about what turned up unmanaged, after a sync: tells of what is new, or adopts what there is. */
@Component(service = OperationHandler.class)
public final class UnmanagedHandler implements OperationHandler {
    static final String KIND = "infrastructure.settle-unmanaged";
    /** In the input: since when something is new. */
    static final String SINCE = "since";

    static final String EVENT = "resource.unmanaged";
    private static final int MOST = 10_000;
    private static final int MOST_LOGGED = 20;

    private final AccessService access;
    private final Unmanaged unmanaged;
    private final Adoptions adoptions;
    private final EventAdmin events;

    @Activate
    public UnmanagedHandler(
            @Reference AccessService access,
            @Reference Unmanaged unmanaged,
            @Reference Adoptions adoptions,
            @Reference EventAdmin events) {
        this.access = access;
        this.unmanaged = unmanaged;
        this.adoptions = adoptions;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) {
        Optional<UnmanagedRule> rule =
                unmanaged.find(UUID.fromString(run.target().orElseThrow()));
        if (rule.isEmpty() || rule.get().answer() == Answer.IGNORE) {
            return Outcome.done();
        }
        // Who may no longer publish such a rule has none carried out either.
        access.require(run.caller(), UnmanagedRule.TYPE + ".publish", rule.get().space());
        Tally tally = new Tally(run, rule.get());
        unmanaged.each(run.caller(), rule.get(), MOST, tally::take);
        return new Outcome.Done(Values.builder()
                .put("found", tally.found)
                .put(rule.get().answer() == Answer.ADOPT ? "adopted" : "told", tally.done)
                .build());
    }

    /** What has come of it so far. */
    private final class Tally {
        private final OperationRun run;
        private final UnmanagedRule rule;
        private final Instant since;
        private long found;
        private long done;
        private long logged;

        Tally(OperationRun run, UnmanagedRule rule) {
            this.run = run;
            this.rule = rule;
            this.since = Instant.parse(run.input().requireText(SINCE));
        }

        void take(UUID connection, Item item) {
            found++;
            if (rule.answer() == Answer.ADOPT) {
                adopt(item);
            } else if (item.createdAt().isAfter(since)) {
                tell(connection, item);
            }
        }

        private void adopt(Item item) {
            try {
                adoptions.take(run.caller(), item, "Rule " + rule.id());
                done++;
            } catch (PlenumException e) {
                log(Level.WARNING, "\"" + item.title() + "\" stays as it is: " + e.getMessage());
            }
        }

        private void tell(UUID connection, Item item) {
            done++;
            log(Level.WARNING, "\"" + item.title() + "\" (" + item.type() + ") is there, and nobody manages it.");
            PlatformEvent event = PlatformEvent.in(
                    item.space(),
                    item.type() + ".view",
                    EVENT,
                    item.id().toString(),
                    Values.builder()
                            .put("type", item.type())
                            .put("title", item.title())
                            .put("connection", connection.toString())
                            .put("rule", rule.id().toString())
                            .build());
            events.postEvent(new Event(event.topic(), event.properties()));
        }

        private void log(Level level, String message) {
            if (logged++ < MOST_LOGGED) {
                run.log(level, message);
            }
        }
    }
}
