package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Https;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.baremetal.redfish.RedfishBmc;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {
    private static Map<String, Values> fields(String file) throws Exception {
        try (InputStream in = StatesTest.class.getResourceAsStream("/PLENUM-INF/types/" + file + ".json")) {
            assertThat(in).isNotNull();
            Map<String, Values> fields = new HashMap<>();
            Values type = Values.of(JSON.std.mapFrom(in));
            for (Object field : type.list("fields")) {
                Values values = Values.of((Map<String, ?>) castMap(field));
                fields.put(values.requireText("name"), values);
            }
            return fields;
        }
    }

    private static Map<String, ?> castMap(Object json) {
        Map<String, Object> map = new HashMap<>();
        ((Map<?, ?>) json).forEach((name, value) -> map.put(String.valueOf(name), value));
        return map;
    }

    private static void conforms(List<ResourceState> states, Map<String, Values> fields) {
        assertThat(states).isNotEmpty();
        for (ResourceState state : states) {
            state.values().forEach((name, value) -> {
                Values field = fields.get(name);
                assertThat(field).as(name).isNotNull();
                if (field.requireText("type").equals("enum")) {
                    assertThat(field.list("options")).map(String::valueOf).contains(String.valueOf(value));
                }
            });
        }
    }

    @Test
    void whatIsReportedIsDeclaredInTheTypeFiles() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD);
                Https https = new Https(Set.of(FakeRedfishService.fingerprint()), Duration.ofSeconds(5))) {
            BmcAddress address = new BmcAddress("127.0.0.1", service.port(), true);
            Inventory inventory = new RedfishBmc(
                            address, new TestCredentials("admin", FakeRedfishService.PASSWORD), https)
                    .inventory(Patience.of(new TestContext()));
            conforms(States.machines(address, inventory), fields("machine"));
            conforms(States.controllers(address, inventory), fields("bmc"));
            conforms(States.nics(address, inventory), fields("nic"));
            conforms(States.sensors(address, inventory), fields("sensor"));
            for (PartKind kind : PartKind.values()) {
                conforms(PartStates.of(kind).of(address, inventory), fields(kind.word));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5,10.0.0.5,'',''",
        "10.0.0.5:623,10.0.0.5:623,'',''",
        "[fe80::1]:623#blade+2,[fe80::1]:623,blade 2,''",
        "bmc#1/nic/eth%2F0,bmc,1,nic/eth%2F0",
        "bmc/sensor/0-1,bmc,'',sensor/0-1"
    })
    void externalIdsAreReadAsTheyAreWritten(String text, String address, String system, String part) {
        ExternalId id = ExternalId.parse(text).orElseThrow();
        assertThat(id).isEqualTo(new ExternalId(address, system, part));
        assertThat(id).hasToString(text);
    }

    @Test
    void aBrokenExternalIdIsNone() {
        assertThat(ExternalId.parse("bmc#%zz")).isEmpty();
    }

    @Test
    void actionsSayWhichBootDevicesThereAre() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> MachineHandler.device("floppy")))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.category()).isEqualTo(ProviderException.Category.USER));
    }
}
