package coop.plenum.openstack.network;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of subnets. */
class AddressesTest {
    private static List<String> problems(String cidr, @Nullable String gateway) {
        Values subnet =
                Values.builder().put("cidr", cidr).put("gateway", gateway).build();
        return Addresses.check(subnet).stream().map(Violation::pointer).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.0.1",
        "10.0.0.0/8, 10.255.255.254",
        "0.0.0.0/0, 192.0.2.1",
        "2001:db8::/64, 2001:db8::1",
        "192.0.2.7/32, 192.0.2.7"
    })
    void aGatewayInTheRangeIsTaken(String cidr, String gateway) {
        assertThat(problems(cidr, gateway)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, 10.0.1.1",
        "10.0.0.0/24, 2001:db8::1",
        "2001:db8::/64, 2001:db9::1",
        "10.0.0.0/24, router.example"
    })
    void aGatewayOutsideIsNamed(String cidr, String gateway) {
        assertThat(problems(cidr, gateway)).containsExactly("/gateway");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0", "10.0.0.0/33", "host.example/24", "10.0.0/24", "/24", "10.0.0.0/x"})
    void whatIsNoRangeIsNamed(String cidr) {
        assertThat(problems(cidr, null)).containsExactly("/cidr");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Values subnet = Values.builder()
                .put("cidr", "10.0.0.0/24")
                .put("gateway", "10.1.0.1")
                .put("ipVersion", 6)
                .put("dnsServers", List.of("192.0.2.53", "dns.example"))
                .build();
        assertThat(Addresses.check(subnet))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/gateway", "/ipVersion", "/dnsServers/1");
    }
}
