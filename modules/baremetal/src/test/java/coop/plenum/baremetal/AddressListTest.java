package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.BmcAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {
    private static List<String> ids(Object... entries) throws ProviderException {
        return AddressList.parse(List.of(entries)).stream().map(BmcAddress::id).toList();
    }

    @Test
    void hostsKeepTheirPorts() throws Exception {
        assertThat(ids("10.0.0.5", " bmc1.example:6230", "[fe80::1%eth0]:623", "[2001:db8::7]"))
                .containsExactly("10.0.0.5", "bmc1.example:6230", "[fe80::1%eth0]:623", "[2001:db8::7]");
    }

    @Test
    void portsAndAddressesMayBeRanges() throws Exception {
        assertThat(ids("127.0.0.1:6231-6233")).containsExactly("127.0.0.1:6231", "127.0.0.1:6232", "127.0.0.1:6233");
        assertThat(ids("10.0.0.254-10.0.1.1")).containsExactly("10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24,254,10.0.0.1,10.0.0.254",
        "10.0.3.77/22,1022,10.0.0.1,10.0.3.254",
        "10.0.0.4/31,2,10.0.0.4,10.0.0.5",
        "10.0.0.4/32,1,10.0.0.4,10.0.0.4",
        "255.255.255.0/24,254,255.255.255.1,255.255.255.254"
    })
    void aNetworkIsItsHosts(String network, int count, String first, String last) throws Exception {
        List<BmcAddress> addresses = AddressList.parse(List.of(network));
        assertThat(addresses).hasSize(count).noneMatch(BmcAddress::certain);
        assertThat(addresses.get(0).host()).isEqualTo(first);
        assertThat(addresses.get(count - 1).host()).isEqualTo(last);
    }

    @Test
    void whatIsNamedIsCertainAlsoWithinARange() throws Exception {
        List<BmcAddress> addresses = AddressList.parse(List.of("10.0.0.0/30", "10.0.0.2"));
        assertThat(addresses).extracting(BmcAddress::certain).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "http://bmc",
                "bmc:0",
                "bmc:70000",
                "bmc:9-3",
                "10.0.0.256",
                "10.0.0.0/16",
                "10.0.0.0/33",
                "bmc/24",
                "10.0.0.9-10.0.0.1",
                "10.0.0.1:1000-3000",
                "-bmc",
                "fe80::1",
                "99999999999999.0.0.1/24",
                "bmc:99999999999"
            })
    void nonsenseIsAUserFailureOfTheField(String entry) {
        assertThatThrownBy(() -> AddressList.parse(List.of(entry)))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(ProviderException.Category.USER);
                    assertThat(failure.field()).contains("addresses");
                });
    }

    @Test
    void oneConnectionHasAnEnd() {
        assertThatThrownBy(() -> AddressList.parse(List.of("10.0.0.0/22", "10.1.0.0/22")))
                .hasMessageContaining("Make several connections");
    }
}
