package coop.plenum.openstack.compute;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerViewTest {
    @Test
    void addressesOfAllNetworksAreToldEachOnce() {
        Values json = Values.of(
                "addresses",
                Map.of(
                        "front",
                        List.of(
                                Map.of("addr", "10.0.0.5", "OS-EXT-IPS-MAC:mac_addr", "fa:16:3e:00:00:01"),
                                Map.of("addr", "192.0.2.7", "OS-EXT-IPS-MAC:mac_addr", "fa:16:3e:00:00:01")),
                        "back",
                        List.of(Map.of("addr", "10.1.0.5", "OS-EXT-IPS-MAC:mac_addr", "fa:16:3e:00:00:02"))));

        Values values = ServerView.values(json, Values.empty());

        assertThat(values.list("addresses")).isEqualTo(List.of("10.0.0.5", "10.1.0.5", "192.0.2.7"));
        assertThat(values.list("macAddresses")).isEqualTo(List.of("fa:16:3e:00:00:01", "fa:16:3e:00:00:02"));
    }

    @Test
    void aServerWithoutPortsHasNeither() {
        assertThat(ServerView.values(Values.empty(), Values.empty()).asMap())
                .doesNotContainKeys("addresses", "macAddresses");
    }
}
