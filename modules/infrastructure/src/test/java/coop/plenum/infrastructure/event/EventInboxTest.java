package coop.plenum.infrastructure.event;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Observation;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.event.EventInbox.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What remote systems say leads to a look, and is never believed. */
final class EventInboxTest {
    private final Rig rig = new Rig();
    private final EventInbox inbox = new EventInbox(rig.content, rig.operations, rig.engine, rig.open);
    private final AtomicLong clock = new AtomicLong();
    private final EventHandler handler = new EventHandler(rig.engine, inbox, rig.resources, clock::get);
    private UUID connection = new UUID(0, 0);

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
        rig.lamp("lamp-1", "hall", 40);
        rig.content.observe(
                rig.engine.caller(),
                connection,
                List.of(new Observation(
                        Optional.empty(),
                        FakeProvider.LAMP,
                        "lamp-1",
                        AccessService.ROOT_SPACE,
                        "hall",
                        Map.of(),
                        rig.remote.lamps.get("lamp-1"))));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Verdict post(String body) throws InterruptedException {
        return inbox.post(connection, body.getBytes(StandardCharsets.UTF_8));
    }

    private Item lamp() {
        return rig.content.ofType(FakeProvider.LAMP).get(0);
    }

    private List<Operation> looks() {
        return rig.operations.all().stream()
                .filter(operation -> operation.kind().equals(EventHandler.KIND))
                .toList();
    }

    @Test
    void anEventHasItsItemLookedAtAndOnlyWhatIsSeenIsTakenIn() throws Exception {
        rig.lamp("lamp-1", "hall", 60);
        assertThat(post("sesame lamp-1 I have\n9000 watts")).isEqualTo(Verdict.TAKEN);
        assertThat(lamp().values().integer("watts")).hasValue(40);

        Operation look = looks().get(0);
        assertThat(look.target()).contains(lamp().id().toString());
        assertThat(rig.operations.run(handler, look, rig.engine.caller())).isInstanceOf(Outcome.Done.class);
        assertThat(lamp().values().integer("watts")).hasValue(60);
        assertThat(rig.operations.log()).contains("INFO It says: I have 9000 watts");
    }

    @Test
    void whoDoesNotProveWhoTheyAreIsRefusedWhateverTheyNameAndNothingHappens() throws Exception {
        assertThat(post("open lamp-1 please")).isEqualTo(Verdict.REFUSED);
        assertThat(post("")).isEqualTo(Verdict.REFUSED);
        assertThat(inbox.post(UUID.randomUUID(), "sesame lamp-1 x".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(inbox.post(lamp().id(), "sesame lamp-1 x".getBytes(StandardCharsets.UTF_8)))
                .as("an item that is no connection")
                .isEqualTo(Verdict.REFUSED);
        assertThat(looks()).isEmpty();
        assertThat(rig.store.require(connection).health().status())
                .as("a stranger's word says nothing of the connection")
                .isEqualTo(coop.plenum.infrastructure.connection.Health.Status.OK);
    }

    @Test
    void anEventOfSomethingUnknownIsTakenAndNothingIsLookedAt() throws Exception {
        assertThat(post("sesame lamp-7 hello")).isEqualTo(Verdict.TAKEN);
        assertThat(looks()).isEmpty();
        assertThat(rig.content.ofType(FakeProvider.LAMP)).hasSize(1);
    }

    @Test
    void manyEventsOfOneItemAreOneLookAndALaterOneIsAnother() throws Exception {
        post("sesame lamp-1 first");
        post("sesame lamp-1 second");
        post("sesame lamp-1 second");
        assertThat(looks()).hasSize(1);
        rig.operations.run(handler, looks().get(0), rig.engine.caller());
        assertThat(rig.operations.log()).containsExactly("INFO It says: first", "INFO It says: second");

        post("sesame lamp-1 third");
        assertThat(looks()).hasSize(2);
    }

    @Test
    void aChattyOneIsNotLookedAtAllTheTime() throws Exception {
        post("sesame lamp-1 first");
        rig.operations.run(handler, looks().get(0), rig.engine.caller());
        post("sesame lamp-1 second");
        Run run = new Run(looks().get(1));
        assertThat(handler.run(run)).isInstanceOf(Outcome.Pending.class);
        clock.addAndGet(EventHandler.GAP.toNanos());
        assertThat(handler.run(run)).isInstanceOf(Outcome.Done.class);
        assertThat(run.log).containsExactly("It says: second");
    }

    @Test
    void aTurnstileLetsABurstPassAndThenSoManyInASecond() {
        Turnstile turnstile = new Turnstile(2, 3, clock::get);
        assertThat(List.of(turnstile.admits("a"), turnstile.admits("a"), turnstile.admits("a"), turnstile.admits("a")))
                .containsExactly(true, true, true, false);
        assertThat(turnstile.admits("b")).isTrue();
        clock.addAndGet(500_000_000);
        assertThat(turnstile.admits("a")).isTrue();
        assertThat(turnstile.admits("a")).isFalse();
    }

    /** One call of an operation at a time. */
    private final class Run implements OperationRun {
        private final Operation operation;
        final List<String> log = new ArrayList<>();

        Run(Operation operation) {
            this.operation = operation;
        }

        @Override
        public UUID id() {
            return operation.id();
        }

        @Override
        public Caller caller() {
            return rig.engine.caller();
        }

        @Override
        public UUID space() {
            return operation.space();
        }

        @Override
        public Optional<String> target() {
            return operation.target();
        }

        @Override
        public Values input() {
            return operation.input();
        }

        @Override
        public Optional<String> resumeToken() {
            return Optional.empty();
        }

        @Override
        public void checkpoint(String token) {
            throw new AssertionError("a look needs none");
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void progress(double fraction, String message) {
            // of no interest here
        }

        @Override
        public void log(Level level, String message) {
            log.add(message);
        }
    }
}
