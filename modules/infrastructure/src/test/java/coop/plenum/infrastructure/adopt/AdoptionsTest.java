package coop.plenum.infrastructure.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.Observation;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Adopting a resource")
final class AdoptionsTest {
    private final Rig rig = new Rig();
    private final Adoptions adoptions =
            new Adoptions(rig.content, rig.content, rig.access, rig.operations, rig.resources);
    private UUID connection;

    @BeforeEach
    void connect() {
        connection = rig.connection().id();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private UUID seen(String id, int watts) {
        rig.lamp(id, id, watts);
        rig.content.observe(
                rig.caller,
                connection,
                List.of(new Observation(
                        Optional.empty(),
                        FakeProvider.LAMP,
                        id,
                        AccessService.ROOT_SPACE,
                        id,
                        Map.of(),
                        rig.remote.lamps.get(id))));
        return rig.content
                .findExternal(rig.caller, connection, FakeProvider.LAMP, id)
                .orElseThrow()
                .id();
    }

    private boolean managed(UUID id) {
        return rig.content.get(id).management().filter(Management::managed).isPresent();
    }

    @Test
    @DisplayName("makes what is there now the measure of drift, and touches nothing")
    void asItIs() {
        UUID lamp = seen("lamp-1", 5);
        rig.lamp("lamp-1", "lamp-1", 7);

        Item adopted = adoptions.adopt(rig.caller, lamp, "It is ours");
        assertThat(managed(lamp)).isTrue();
        assertThat(adopted.desired().integer("watts")).hasValue(7);
        assertThat(adopted.desired().has("lit")).isFalse();
        assertThat(rig.remote.applied).hasValue(0);
        assertThat(adoptions.adopt(rig.caller, lamp, "again").revision()).isEqualTo(adopted.revision());
    }

    @Test
    @DisplayName("can be undone")
    void released() {
        UUID lamp = seen("lamp-1", 5);
        adoptions.adopt(rig.caller, lamp, "");
        adoptions.release(rig.caller, lamp, "");

        assertThat(managed(lamp)).isFalse();
        assertThat(rig.remote.applied).hasValue(0);
    }

    @Test
    @DisplayName("is refused when it has vanished, or without the permission")
    void refused() {
        UUID lamp = seen("lamp-1", 5);
        rig.remote.lamps.clear();
        assertThatThrownBy(() -> adoptions.adopt(rig.caller, lamp, ""))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("resource-vanished"));
        rig.access.deny(FakeProvider.LAMP + ".publish");
        assertThatThrownBy(() -> adoptions.adopt(rig.caller, lamp, ""))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));
        assertThat(managed(lamp)).isFalse();
    }

    @Test
    @DisplayName("works on many at once, as an operation")
    void many() throws Exception {
        for (int i = 0; i < 5; i++) {
            seen("lamp-" + i, i);
        }
        Operation operation = adoptions.adoptAll(rig.caller, FakeProvider.LAMP, "", Optional.empty(), "ours");

        assertThat(rig.operations.run(new AdoptHandler(rig.content, adoptions), operation, rig.caller))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.result().integer("adopted")).hasValue(5));
        assertThat(rig.content.ofType(FakeProvider.LAMP)).allMatch(item -> managed(item.id()));
    }
}
