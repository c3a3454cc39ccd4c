package coop.plenum.infrastructure.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.Draft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Policies are not led around by where items are kept:")
final class ConnectionSpaceTest {
    private static final UUID LAB = new UUID(0, 50);
    private static final UUID PLAY = new UUID(0, 51);

    private final Rig rig = new Rig();
    private final PolicySpaceGuard guard = new PolicySpaceGuard(rig.access, rig.policies);

    @AfterEach
    void close() {
        rig.close();
    }

    private Connection connection(UUID space) {
        return rig.connections.create(
                rig.caller,
                new Draft(
                        Optional.of("Hall"),
                        Optional.of(space),
                        Optional.of("lamps"),
                        Values.of("endpoint", "https://lamps.example"),
                        Map.of("password", "right".toCharArray()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Values.empty()),
                false);
    }

    private void policy(UUID space, Values values) {
        rig.content.create(
                rig.caller,
                new NewItem(Policy.TYPE, space, "Four eyes", Map.of(), State.PUBLISHED, values, Optional.empty(), ""));
    }

    private Item lamp(Connection connection, UUID space) {
        Item item = rig.content.create(
                rig.caller,
                new NewItem(
                        FakeProvider.LAMP,
                        space,
                        "desk",
                        Map.of(),
                        State.DRAFT,
                        Values.of("name", "desk"),
                        Optional.of(connection.id()),
                        ""));
        rig.lamp("lamp-1", "desk", 5);
        rig.resources.observe(rig.caller, item.id());
        return rig.content.get(item.id());
    }

    private Item wish(Connection connection, UUID space) {
        return rig.changes.create(
                rig.caller,
                connection.id(),
                FakeProvider.LAMP,
                space,
                "door",
                Values.builder().put("name", "door").put("watts", 5).build(),
                "");
    }

    private void apply(Item change) {
        rig.changes.apply(rig.caller, change.id(), change.values().requireText("digest"));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    @DisplayName("what is made in another space is under the policies of its connection's")
    void creates() {
        policy(LAB, Values.of("approvals", 1));
        Item change = wish(connection(LAB), PLAY);

        refused("approval-required", () -> apply(change));
        assertThat(rig.policies
                        .ruling(new Policies.Target(PLAY, FakeProvider.LAMP, "create", LAB))
                        .approvedIn())
                .containsExactlyInAnyOrder(PLAY, LAB);
    }

    @Test
    @DisplayName(
            "who approves where the resource is need not be known where its connection is, unless that asks for it")
    void approvers() {
        policy(PLAY, Values.of("approvals", 1));

        assertThat(rig.policies
                        .ruling(new Policies.Target(PLAY, FakeProvider.LAMP, "create", LAB))
                        .approvedIn())
                .containsExactly(PLAY);
    }

    @Test
    @DisplayName("what has been moved is under them for actions and consoles, too")
    void actions() {
        Connection connection = connection(LAB);
        Item lamp = lamp(connection, LAB);
        policy(LAB, Values.of("approvals", 1));
        rig.content.move(lamp.id(), PLAY);

        refused("approval-required", () -> rig.actions.take(rig.caller, lamp.id(), "light", Values.empty()));
        assertThat(rig.policies
                        .ruling(rig.policies.target(rig.content.get(lamp.id()), "console"))
                        .consolesClosed())
                .isPresent();
    }

    @Test
    @DisplayName("only who may change a policy takes a resource out of its space")
    void leaving() {
        Item lamp = lamp(connection(AccessService.ROOT_SPACE), LAB);
        policy(LAB, Values.of("approvals", 1));
        rig.access.deny("infrastructure.policy.edit");

        refused("guarded-space", () -> guard.requireMayLeave(rig.caller, lamp, Optional.of(PLAY)));
        refused("guarded-space", () -> guard.requireMayLeave(rig.caller, lamp, Optional.empty()));
        assertThatCode(() -> guard.requireMayLeave(rig.caller.through(Caller.Source.OPERATION), lamp, Optional.empty()))
                .doesNotThrowAnyException();
        rig.access.allow("infrastructure.policy.edit");
        guard.requireMayLeave(rig.caller, lamp, Optional.of(PLAY));
    }

    @Test
    @DisplayName("what stays under all policies is moved freely")
    void staying() {
        Item lamp = lamp(connection(LAB), LAB);
        policy(LAB, Values.of("approvals", 1));
        policy(AccessService.ROOT_SPACE, Values.of("approvals", 1));
        policy(
                PLAY,
                Values.builder()
                        .put("approvals", 1)
                        .put("types", List.of("other.type"))
                        .build());
        rig.access.deny("infrastructure.policy.edit");

        guard.requireMayLeave(rig.caller, lamp, Optional.of(PLAY));
        guard.requireMayLeave(rig.caller, lamp, Optional.empty());
    }

    @Test
    @DisplayName("a connection takes none of its resources out either")
    void connections() {
        Connection connection = connection(LAB);
        policy(
                LAB,
                Values.builder()
                        .put("approvals", 1)
                        .put("types", List.of(FakeProvider.LAMP))
                        .build());
        rig.access.deny("infrastructure.policy.edit");

        refused("guarded-space", () -> guard.requireMayLeave(rig.caller, connection.item(), Optional.of(PLAY)));
    }

    @Test
    @DisplayName("new resources take the right to use the connection, others do not")
    void use() {
        Connection connection = connection(LAB);
        Item lamp = lamp(connection, PLAY);
        rig.access.deny("infrastructure.connection.use");

        refused("access-denied", () -> apply(wish(connection, PLAY)));
        apply(rig.changes.update(rig.caller, lamp.id(), Values.of("watts", 7), ""));
    }
}
