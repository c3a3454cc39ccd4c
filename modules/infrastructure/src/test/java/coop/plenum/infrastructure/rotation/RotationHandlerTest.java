package coop.plenum.infrastructure.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.Draft;
import coop.plenum.infrastructure.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RotationHandlerTest {
    /** Before and after each of: making, storing, two introductions, two withdrawals, deleting. */
    private static final int STEPS = 14;

    private final Rig rig = new Rig();
    private final Vault vault = new Vault();
    private final RotationHours hours = new RotationHours(rig.policies, rig.items);
    private final RotationHandler handler =
            new RotationHandler(rig.access, rig.unit, rig.audit, vault, rig.store, rig.resources, hours);
    private final Rotations rotations = new Rotations(rig.operations, rig.access, rig.engine, rig.factories, hours);
    private UUID connection = new UUID(0, 0);

    @AfterEach
    void close() {
        rig.close();
    }

    private void connect() {
        rig.factories.addFactory(vault);
        Draft draft = new Draft(
                Optional.of("Doors"),
                Optional.of(AccessService.ROOT_SPACE),
                Optional.of("doors"),
                Values.empty(),
                Map.of("code", "0000".toCharArray()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty());
        connection = rig.connections.create(rig.caller, draft, false).id();
        vault.doors.put("front", new HashSet<>(Set.of("0000")));
        vault.doors.put("back", new HashSet<>(Set.of("0000")));
    }

    private Connection now() {
        return rig.store.require(connection);
    }

    private Outcome rotate() throws InterruptedException {
        Operation operation = rotations.start(rig.caller, now());
        return rig.operations.run(handler, operation, rig.caller);
    }

    /** What the connection would try opens each door. */
    private void assertOpen() {
        Set<String> tried = new HashSet<>();
        List.of(now().access().secrets(), now().access().previous())
                .forEach(refs -> refs.values().forEach(ref -> vault.find(ref).ifPresent(tried::add)));
        vault.doors.forEach((door, codes) -> assertThat(codes).as(door).containsAnyElementsOf(tried));
    }

    @Test
    void theNewSecretReplacesTheOldOneEverywhere() throws Exception {
        connect();
        SecretRef before = now().access().secrets().get("code");
        assertThat(rotate()).isInstanceOf(Outcome.Done.class);
        assertThat(vault.doors.get("front")).containsExactly("code-1");
        assertThat(vault.doors.get("back")).containsExactly("code-1");
        assertThat(vault.find(before)).isEmpty();
        assertThat(Rotations.phase(now())).isEmpty();
        assertOpen();
        assertThat(now().item().values().asMap().toString()).doesNotContain("code-1");
    }

    @Test
    void whereverItIsKilledNoDoorIsLostAndTheNextRunFinishesIt() throws Exception {
        connect();
        for (int step = 1; step <= STEPS; step++) {
            vault.dieAt = step;
            vault.steps.set(0);
            Operation operation = rotations.start(rig.caller, now());
            try {
                rig.operations.run(handler, operation, rig.caller);
            } catch (Killed e) {
                // the process is gone; its connections too
                rig.open.close(connection);
            }
            assertThat(vault.steps.get()).as("step %d", step).isGreaterThanOrEqualTo(step);
            assertOpen();
            vault.dieAt = 0;
            assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
            assertOpen();
            assertThat(vault.doors.get("front")).hasSize(1).isEqualTo(vault.doors.get("back"));
            assertThat(Rotations.phase(now())).isEmpty();
        }
    }

    @Test
    void aDoorThatIsAwayKeepsTheOldSecretWhichIsKept() throws Exception {
        connect();
        vault.away.add("back");
        assertThat(((Outcome.Failed) rotate()).code()).isEqualTo("rotation-unfinished");
        assertThat(Rotations.phase(now())).contains("withdrawing");
        assertThat(vault.doors.get("front")).containsExactly("code-1");
        assertThat(vault.doors.get("back")).containsExactly("0000");
        assertOpen();
        assertThat(rig.operations.log().toString()).contains("back");

        vault.away.clear();
        assertThat(rotate()).isInstanceOf(Outcome.Done.class);
        assertThat(vault.doors.get("back")).containsExactly("code-1");
    }

    @Test
    void aDoorThatRefusesTheNewSecretStopsItBeforeTheConnectionChangesOver() throws Exception {
        connect();
        vault.refusing.add("back");
        SecretRef before = now().access().secrets().get("code");
        assertThat(((Outcome.Failed) rotate()).code()).isEqualTo("rotation-incomplete");
        assertThat(now().access().secrets()).containsEntry("code", before);
        assertThat(Rotations.phase(now())).contains("introducing");
        assertOpen();
        assertThat(vault.doors.get("front")).contains("0000");
    }

    @Test
    void aSecretThatIsBeingReplacedCannotBeEditedMeanwhile() throws Exception {
        connect();
        vault.away.add("back");
        rotate();
        Draft edit = new Draft(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty(),
                Map.of("code", "1234".toCharArray()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty());
        assertThatThrownBy(() -> rig.connections.update(
                        rig.caller, connection, now().item().revision(), edit, true))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("rotation-unfinished"));
    }

    private void policy(UUID space, Map<String, Object> values) {
        rig.content.create(
                rig.caller,
                new NewItem(
                        Policy.TYPE,
                        space,
                        "Nights",
                        Map.of(),
                        State.PUBLISHED,
                        Values.of(values),
                        Optional.empty(),
                        ""));
    }

    private static Map<String, Object> always() {
        return Map.of("closedDays", List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"));
    }

    private void refused() {
        assertThatThrownBy(() -> rotations.start(rig.caller, now()))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("change-window-closed"));
    }

    @Test
    void nothingIsRotatedInClosedHoursOfTheConnection() throws Exception {
        connect();
        Operation waiting = rotations.start(rig.caller, now());
        policy(AccessService.ROOT_SPACE, always());

        assertThat(((Outcome.Failed) rig.operations.run(handler, waiting, rig.caller)).code())
                .isEqualTo("change-window-closed");
        refused();
        assertThat(vault.doors.get("front")).containsExactly("0000");
    }

    @Test
    void closedHoursOfOneThatItReachesHoldToo() {
        connect();
        UUID prod = new UUID(0, 60);
        rig.content.create(
                rig.caller,
                new NewItem(
                        FakeProvider.LAMP,
                        prod,
                        "door",
                        Map.of(),
                        State.DRAFT,
                        Values.of("name", "door"),
                        Optional.of(connection),
                        ""));
        policy(prod, always());

        refused();
    }

    @Test
    void aPolicyOfOtherKindsOrForApprovalsDoesNotStopARotation() throws Exception {
        connect();
        policy(AccessService.ROOT_SPACE, Map.of("approvals", 1));
        Map<String, Object> deletions = new LinkedHashMap<>(always());
        deletions.put("kinds", List.of("delete"));
        policy(AccessService.ROOT_SPACE, deletions);

        assertThat(rotate()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatHasBegunGoesOnInClosedHours() throws Exception {
        connect();
        Operation operation = rotations.start(rig.caller, now());
        vault.dieAt = 6;
        try {
            rig.operations.run(handler, operation, rig.caller);
        } catch (Killed e) {
            rig.open.close(connection);
        }
        vault.dieAt = 0;
        policy(AccessService.ROOT_SPACE, always());

        assertThat(rig.operations.run(handler, operation, rig.caller)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatCanBeRotatedIsKnownBeforehand() {
        connect();
        assertThat(rotations.rotatable(now())).containsExactly("code");
        assertThat(rotations.rotatable(rig.connection())).isEmpty();
        rig.factories.removeFactory(vault);
        assertThat(rotations.rotatable(now())).isEmpty();
    }

    @Test
    void aProviderThatCannotRotateSaysSo() throws Exception {
        Connection lamps = rig.connection();
        Outcome outcome = rig.operations.run(handler, rotations.start(rig.caller, lamps), rig.caller);
        assertThat(((Outcome.Failed) outcome).code()).isEqualTo("rotation-unsupported");
    }

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Doors that open by codes, and the place where codes are kept; dies at a step on demand. */
    private final class Vault implements ProviderFactory, SecretService {
        final Map<String, Set<String>> doors = new LinkedHashMap<>();
        final Set<String> away = new HashSet<>();
        final Set<String> refusing = new HashSet<>();
        final AtomicInteger steps = new AtomicInteger();
        private final AtomicInteger made = new AtomicInteger();
        volatile int dieAt;

        private void step() {
            if (steps.incrementAndGet() == dieAt) {
                throw new Killed();
            }
        }

        Optional<String> find(SecretRef ref) {
            try (SecretLease lease = lease(rig.caller, ref, "test")) {
                return Optional.of(new String(lease.value()));
            } catch (PlenumException e) {
                return Optional.empty();
            }
        }

        @Override
        public SecretRef store(Caller caller, UUID space, String field, char[] value) {
            step();
            SecretRef ref = rig.secrets.store(caller, space, field, value);
            step();
            return ref;
        }

        @Override
        public SecretRef storeFor(Caller caller, UUID space, String field, char[] value, Duration lifetime) {
            return rig.secrets.storeFor(caller, space, field, value, lifetime);
        }

        @Override
        public SecretRef replace(Caller caller, UUID id, char[] value) {
            return rig.secrets.replace(caller, id, value);
        }

        @Override
        public SecretLease lease(Caller caller, SecretRef ref, String purpose) {
            return rig.secrets.lease(caller, ref, purpose);
        }

        @Override
        public void delete(Caller caller, UUID id) {
            rig.secrets.delete(caller, id);
        }

        @Override
        public void discard(Caller caller, UUID id) {
            step();
            rig.secrets.discard(caller, id);
            step();
        }

        @Override
        public void rotateMasterKey(Caller caller) {
            rig.secrets.rotateMasterKey(caller);
        }

        @Override
        public ProviderDescription describe() {
            return new ProviderDescription(
                            "doors",
                            "Doors",
                            "",
                            List.of(Field.of("code", FieldType.SECRET, "Code")),
                            List.of(),
                            "none")
                    .rotating("code");
        }

        @Override
        public Provider connect(Values settings, ConnectionContext context) {
            return new Doors(context);
        }

        private final class Doors implements Provider, CredentialRotation {
            private final ConnectionContext context;

            Doors(ConnectionContext context) {
                this.context = context;
            }

            @Override
            public Map<String, char[]> generate() {
                step();
                Map<String, char[]> secrets = Map.of("code", ("code-" + made.incrementAndGet()).toCharArray());
                step();
                return secrets;
            }

            @Override
            public Rollout introduce(OperationContext operation) throws ProviderException {
                String old = text(Optional.of(context.credential("code", "test")));
                String fresh = text(context.pending("code", "test"));
                return each((door, codes) -> {
                    if (refusing.contains(door)) {
                        throw new ProviderException(Category.CONFLICT, "refused", "It stays as it is.");
                    }
                    assertThat(codes).contains(old);
                    codes.add(fresh);
                });
            }

            @Override
            public Rollout withdraw(OperationContext operation) throws ProviderException {
                String fresh = text(Optional.of(context.credential("code", "test")));
                Optional<SecretLease> previous = context.previous("code", "test");
                if (previous.isEmpty()) {
                    return new Rollout(List.of(), Map.of());
                }
                String old = text(previous);
                return each((door, codes) -> {
                    assertThat(codes).containsAnyOf(fresh, old);
                    codes.add(fresh);
                    codes.remove(old);
                });
            }

            private Rollout each(Turn turn) {
                List<String> done = new ArrayList<>();
                Map<String, ProviderException> failures = new LinkedHashMap<>();
                doors.forEach((door, codes) -> {
                    step();
                    try {
                        if (away.contains(door)) {
                            throw new ProviderException(Category.TRANSIENT, "away", "Nobody is there.");
                        }
                        turn.at(door, codes);
                        done.add(door);
                    } catch (ProviderException e) {
                        failures.put(door, e);
                    }
                    step();
                });
                return new Rollout(done, failures);
            }

            private static String text(Optional<SecretLease> lease) {
                return new String(lease.orElseThrow().value());
            }

            @Override
            public List<ResourceHandler> handlers() {
                return List.of();
            }

            @Override
            public Diagnostics check(OperationContext operation) {
                return Diagnostics.healthy("doors");
            }

            @Override
            public void close() {
                // there is nothing to let go of
            }
        }
    }

    /** What is done at a door. */
    @FunctionalInterface
    private interface Turn {
        void at(String door, Set<String> codes) throws ProviderException;
    }
}
