package coop.plenum.infrastructure.sync;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionItems;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.connection.Health;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.provider.OpenConnection;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.resource.Resources;
import coop.plenum.infrastructure.sync.Listings.Listed;
import coop.plenum.infrastructure.sync.Listings.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings a connection's content up to what exists remotely: type by type and page by page, writing only what changed.
 * Where a provider tells what has changed since the sync before, that is all it is asked for.
 * After a crash it goes on at the page it was at; what has vanished is then left for the next sync to tell, since the
 * pages before are not known any more.
 */
@Component(service = OperationHandler.class)
public final class SyncHandler implements OperationHandler {
    static final String KIND = "infrastructure.sync";
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int PAGE = 1000;
    private static final String INCOMPLETE = "sync-incomplete";
    /** So many types that fail one after the other stop a sync: the remote system has gone meanwhile. */
    private static final int GIVE_UP = 5;
    /** The same while nothing has been listed yet. */
    private static final int GIVE_UP_AT_ONCE = 2;

    private final ContentService content;
    private final Engine engine;
    private final ConnectionStore store;
    private final OpenConnections connections;
    private final KnownItems known;

    @Activate
    public SyncHandler(
            @Reference ContentService content,
            @Reference Engine engine,
            @Reference ConnectionStore store,
            @Reference ConnectionItems items,
            @Reference OpenConnections connections,
            @Reference Resources resources) {
        this.content = content;
        this.engine = engine;
        this.store = store;
        this.connections = connections;
        this.known = new KnownItems(items, resources);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        Connection connection = store.require(UUID.fromString(run.target().orElse("")));
        Listings listings = new Listings(run, connections.open(connection.id(), connection.access()), PAGE);
        Course course = new Course(run, connection, listings, engine.causedBy(run.caller()));
        try (listings) {
            return course.run();
        } catch (ProviderException e) {
            if (!OpenConnection.wasClosed(e)) {
                store.report(run.caller(), connection.id(), Health.failing(e));
            }
            Optional<Duration> pause = pause(e);
            if (pause.isPresent()) {
                run.log(OperationRun.Level.INFO, e.getMessage());
                return new Outcome.Pending(course.position.token(), pause.get());
            }
            return Failures.outcome(e);
        }
    }

    /** How long to wait before it goes on where it is; empty when waiting would not help. */
    private static Optional<Duration> pause(ProviderException e) {
        return e.retryAfter()
                .filter(after -> e.category() == Category.THROTTLED && after.compareTo(LONGEST_PAUSE) <= 0);
    }

    /** One run of one sync. */
    private final class Course {
        private final OperationRun run;
        private final Connection connection;
        private final Listings listings;
        private final Caller self;
        /** By type, from where on what has changed is to be told; others are listed. */
        private final Values since;
        /** The same for the next sync. Lost in a crash: then the next one lists. */
        private final Map<String, String> reached = new LinkedHashMap<>();

        private SyncPosition position;
        private int inARow;
        private List<String> types = List.of();

        Course(OperationRun run, Connection connection, Listings listings, Caller self) {
            this.run = run;
            this.connection = connection;
            this.listings = listings;
            this.self = self;
            this.since = run.input().nested(Syncs.CURSORS);
            this.position = run.resumeToken()
                    .filter(token -> !token.isEmpty())
                    .map(SyncPosition::parse)
                    .orElseGet(SyncPosition::start);
        }

        Outcome run() throws ProviderException, InterruptedException {
            types = listings.types().stream()
                    .filter(type -> Syncs.isAbout(run.input(), type))
                    .toList();
            while (position.type() < types.size()) {
                if (!typeOrFailure(types.get(position.type()))) {
                    return new Outcome.Cancelled();
                }
            }
            return position.failures().isEmpty() ? complete() : incomplete();
        }

        private Outcome complete() {
            if (connection.health().code().equals(INCOMPLETE)
                    && !run.input().list(Syncs.TYPES).isEmpty()) {
                return new Outcome.Done(
                        Syncs.result(position.tally(), run.input(), reached)); // others may be missing yet
            }
            store.report(
                    run.caller(),
                    connection.id(),
                    Health.ok(
                            connection.health().status() == Health.Status.OK
                                    ? connection.health().message()
                                    : "The last sync went well."));
            return new Outcome.Done(Syncs.result(position.tally(), run.input(), reached));
        }

        /** What could be listed is up to date; what could not is as it was. */
        private Outcome incomplete() {
            List<TypeFailure> failures = position.failures();
            TypeFailure first = failures.get(0);
            Health health = new Health(
                    Health.Status.FAILING,
                    INCOMPLETE,
                    first.category(),
                    "The last sync left out what could not be listed. " + TypeFailure.sentence(failures));
            store.report(run.caller(), connection.id(), health);
            return new Outcome.Failed(
                    INCOMPLETE,
                    first.category(),
                    failures.size() + " of " + types.size()
                            + " types could not be listed and are as they were; the others are" + " up to date ("
                            + position.tally().sentence() + "). " + TypeFailure.sentence(failures));
        }

        /**
         * One type that fails does not stop the others, unless that says that none will do.
         *
         * @return false when the operation was cancelled
         */
        private boolean typeOrFailure(String type) throws ProviderException, InterruptedException {
            try {
                boolean on = type(type);
                inARow = 0;
                return on;
            } catch (ProviderException e) {
                inARow++;
                boolean nothingYet = position.failures().size() == position.type();
                boolean last = nothingYet && position.type() == types.size() - 1;
                if (OpenConnection.wasClosed(e)
                        || pause(e).isPresent()
                        || last
                        || inARow >= (nothingYet ? GIVE_UP_AT_ONCE : GIVE_UP)) {
                    throw e;
                }
                TypeFailure failure = TypeFailure.of(type, e);
                run.log(OperationRun.Level.WARNING, TypeFailure.sentence(List.of(failure)));
                advance(position.without(failure));
                return true;
            }
        }

        /** @return false when the operation was cancelled */
        private boolean type(String type) throws ProviderException, InterruptedException {
            if (run.cancelled()) {
                return false;
            }
            Intake intake = new Intake(content, self, run, connection.id(), connection.space(), type);
            if (position.page().isEmpty()) {
                Optional<String> from = since.text(type);
                if (from.isPresent() && followed(type, from.get(), intake)) {
                    report(type);
                    return true;
                }
            }
            Set<String> seen = new HashSet<>();
            boolean complete = position.page().isEmpty();
            boolean last;
            do {
                if (run.cancelled()) {
                    return false;
                }
                Listed listed = page(type);
                listed.cursor().ifPresent(cursor -> reached.put(type, cursor));
                Found found = listed.found();
                lookAhead(found.next());
                complete &= found.complete();
                SyncTally tally = position.tally().plus(intake.take(once(found.states(), seen, type)));
                last = found.next().isEmpty();
                if (!last) {
                    advance(position.page(found.next(), tally));
                } else if (complete) {
                    int vanished = content.vanish(self, connection.id(), type, seen);
                    advance(position.nextType(tally.plus(SyncTally.vanished(vanished))));
                } else {
                    run.log(
                            OperationRun.Level.INFO,
                            "The list of " + type + " has gaps; nothing is marked as vanished.");
                    advance(position.nextType(tally));
                }
                report(type);
            } while (!last);
            return true;
        }

        private void report(String type) {
            run.progress(
                    (double) position.type() / types.size(), position.tally().seen() + " seen, at " + type);
        }

        /** @return false when everything has to be listed */
        private boolean followed(String type, String from, Intake intake)
                throws ProviderException, InterruptedException {
            SyncTally tally = position.tally();
            String cursor = from;
            boolean more = true;
            while (more) {
                String now = cursor;
                Optional<Changes> told = listings.changes(type, now);
                if (told.isEmpty()) {
                    run.log(OperationRun.Level.INFO, "What has changed is not known for " + type + "; all are listed.");
                    return false;
                }
                tally = tally.plus(intake.take(once(told.get().changed(), new HashSet<>(), type)))
                        .plus(SyncTally.vanished(vanish(type, told.get().gone())));
                cursor = told.get().cursor();
                more = told.get().more() && !run.cancelled();
            }
            reached.put(type, cursor);
            advance(position.nextType(tally));
            return true;
        }

        private int vanish(String type, List<String> gone) {
            if (gone.isEmpty()) {
                return 0;
            }
            Set<String> there =
                    new HashSet<>(engine.known(connection.id(), type).keySet());
            gone.forEach(there::remove);
            return content.vanish(self, connection.id(), type, there);
        }

        private Listed page(String type) throws ProviderException, InterruptedException {
            Optional<Listed> listed = listings.page(new Place(type, position.page()));
            return listed.isPresent()
                    ? listed.get()
                    : new Listed(Optional.empty(), known.page(run, connection, type, position.page(), PAGE));
        }

        /** While one page is taken in, the next one of its type is listed, or the first one of the next type. */
        private void lookAhead(Optional<String> next) {
            List<Place> coming = new ArrayList<>();
            if (next.isPresent()) {
                coming.add(new Place(types.get(position.type()), next));
            }
            types.stream()
                    .skip(position.type() + 1L)
                    .filter(type -> !since.has(type))
                    .map(type -> new Place(type, Optional.empty()))
                    .forEach(coming::add);
            if (!run.cancelled()) {
                listings.lookAhead(coming);
            }
        }

        private void advance(SyncPosition next) {
            position = next;
            run.checkpoint(next.token());
        }

        /** A resource that a provider lists twice counts once; two in one batch would contradict each other. */
        private List<ResourceState> once(List<ResourceState> states, Set<String> seen, String type) {
            List<ResourceState> first = new ArrayList<>(states.size());
            for (ResourceState state : states) {
                if (seen.add(state.externalId())) {
                    first.add(state);
                } else {
                    run.log(OperationRun.Level.WARNING, type + " " + state.externalId() + " was listed twice.");
                }
            }
            return first;
        }
    }
}
