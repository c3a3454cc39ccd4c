package coop.plenum.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.ssh.client.HostAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AddressListTest {
    private static List<String> ids(String... entries) throws ProviderException {
        return AddressList.parse(List.of(entries)).stream().map(HostAddress::id).toList();
    }

    @Test
    void hostsAndRangesAreRead() throws Exception {
        assertThat(ids("web1.example", "10.0.0.5:2222", "[2001:db8::1]", "[::1]:22"))
                .containsExactly("web1.example", "10.0.0.5:2222", "[2001:db8::1]", "[::1]");
        assertThat(ids("10.0.0.254-10.0.1.1")).containsExactly("10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1");
        assertThat(ids("10.0.0.9/30")).containsExactly("10.0.0.9", "10.0.0.10");
        assertThat(ids("127.0.0.1:2301-2303")).containsExactly("127.0.0.1:2301", "127.0.0.1:2302", "127.0.0.1:2303");
        assertThat(ids("10.0.0.0/22")).hasSize(1022);
    }

    @Test
    void whatIsNamedIsCertainAlsoWithinARange() throws Exception {
        assertThat(AddressList.parse(List.of("10.0.0.0/30", "10.0.0.1")))
                .extracting(HostAddress::certain)
                .containsExactly(true, false);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String wrong : List.of(
                "",
                "a b",
                "10.0.0.256",
                "10.0.0.0/8",
                "10.0.0.0/33",
                "web/24",
                "x:0",
                "x:65536",
                "x:9-3",
                "10.0.0.9-10.0.0.1",
                "[::1",
                "-x",
                "a..b")) {
            assertThat(catchThrowable(() -> ids(wrong)))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).isEqualTo("invalid-addresses"));
        }
        assertThat(catchThrowable(() -> ids("10.0.0.0/22", "10.1.0.0/29"))).isInstanceOf(ProviderException.class);
    }

    @Property(tries = 500)
    void whateverIsGivenIsReadOrRefusedInWords(@ForAll("entries") String entry) {
        Throwable thrown = catchThrowable(() -> AddressList.parse(List.of(entry))
                .forEach(address -> assertThat(HostAddress.parse(address.id()))
                        .as(entry)
                        .map(HostAddress::id)
                        .contains(address.id())));
        assertThat(thrown == null || thrown instanceof ProviderException)
                .as(entry + thrown)
                .isTrue();
    }

    @Provide
    Arbitrary<String> entries() {
        return Arbitraries.of(
                        "10", ".", "0", "255", "-", "/", "24", ":", "22", "[", "]", "::1", "web", "%", "_", " ", "é")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
