package coop.plenum.ssh.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FactsReaderTest {
    private static Values read(String lines) throws ProviderException {
        return FactsReader.read("plenum-facts begin\n" + lines + "\nplenum-facts end\n")
                .values();
    }

    @Test
    void aMachineTellsWhatItIs() throws Exception {
        Facts facts = FactsReader.read("""
                Welcome to our host!
                plenum-facts begin
                hostname=web1
                os=Debian GNU/Linux 12 (bookworm)
                processors=8
                memory-kib=16384000
                mac=52:54:00:AB:CD:EF
                mac=00:00:00:00:00:00
                address=10.0.0.5
                address=fe80::1%eth0
                address=127.0.0.1
                disk=sda 1000 QEMU HARDDISK
                disk=vda 2000
                boot-time=1700000000
                uptime=12:00 up 3 days
                plenum-facts end
                goodbye
                """);
        assertThat(facts.hostname()).contains("web1");
        assertThat(facts.uptime()).contains("12:00 up 3 days");
        Values values = facts.values();
        assertThat(values.requireText("operatingSystem")).isEqualTo("Debian GNU/Linux 12 (bookworm)");
        assertThat(values.integer("processors")).hasValue(8);
        assertThat(values.decimal("memory")).contains(new BigDecimal("15.63"));
        assertThat(values.list("macAddresses")).isEqualTo(List.of("52:54:00:ab:cd:ef"));
        assertThat(values.list("addresses")).isEqualTo(List.of("10.0.0.5"));
        assertThat(values.list("disks"))
                .isEqualTo(List.of(
                        Map.of("name", "sda", "size", 512_000L, "model", "QEMU HARDDISK"),
                        Map.of("name", "vda", "size", 1_024_000L)));
        assertThat(values.requireText("bootedAt")).isEqualTo("2023-11-14T22:13:20Z");
    }

    @Test
    void whatMakersLeaveEmptyIsNoSerialNumber() throws Exception {
        for (String nothing : List.of("To Be Filled By O.E.M.", "None", "0", "", "Default string")) {
            assertThat(read("serial=" + nothing).asMap()).doesNotContainKey("serialNumber");
        }
        assertThat(read("serial=VMware-42").requireText("serialNumber")).isEqualTo("VMware-42");
    }

    @Test
    void theOrderOfCardsIsNoChange() throws Exception {
        assertThat(read("address=10.0.0.2\naddress=10.0.0.1")).isEqualTo(read("address=10.0.0.1\naddress=10.0.0.2"));
    }

    @Test
    void aListWithoutAnEndIsAFailure() {
        for (String cut : List.of("", "motd", "plenum-facts begin\nhostname=x", "plenum-facts begi")) {
            assertThat(catchThrowable(() -> FactsReader.read(cut)))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.code()).isEqualTo("facts-incomplete"));
        }
    }

    @Property(tries = 500)
    void oddOutputNeverBreaksIt(@ForAll("output") String output) {
        Throwable thrown = catchThrowable(() -> read(output)
                .forEach((name, value) ->
                        assertThat(String.valueOf(value)).doesNotContainPattern("[\\x00-\\x1f\\x7f]")));
        assertThat(thrown).isNull();
    }

    @Provide
    Arbitrary<String> output() {
        Arbitrary<String> keys = Arbitraries.of(
                "hostname", "os", "processors", "memory-kib", "mac", "address", "disk", "boot-time", "serial", "", "=");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of(
                        "1",
                        "-1",
                        "99999999999999999",
                        "999999999999999999999",
                        "::",
                        "1.2.3.4",
                        "999.1.1.1",
                        "::1",
                        "a b",
                        "sda 9223372036854775807",
                        "sda x",
                        "\u0007bell",
                        "a=b"));
        return Arbitraries.oneOf(
                        keys,
                        values,
                        net.jqwik.api.Combinators.combine(keys, values).as((k, v) -> k + "=" + v))
                .list()
                .ofMaxSize(20)
                .map(lines -> String.join("\n", lines));
    }
}
