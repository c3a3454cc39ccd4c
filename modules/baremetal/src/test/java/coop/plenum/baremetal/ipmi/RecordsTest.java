package coop.plenum.baremetal.ipmi;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Health;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What controllers write in their records. */
class RecordsTest {
    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 9562 order inside is SMBIOS order on the wire
        "33221100554477468899aabbccddeeff,00112233-4455-4677-8899-aabbccddeeff",
        // reversed, as the specification has it
        "ffeeddccbbaa99887746554433221100,00112233-4455-4677-8899-aabbccddeeff",
        "a1b2c3d4e5f600000000000000000001,a1b2c3d4-e5f6-0000-0000-000000000001"
    })
    void guidsAreReadInTheOrderThatMakesSense(String hex, String uuid) {
        assertThat(Guid.text(HexFormat.of().parseHex(hex))).contains(uuid);
    }

    @Test
    void aGuidThatWasNeverSetIsNone() {
        assertThat(Guid.text(new byte[16])).isEmpty();
        assertThat(Guid.text(HexFormat.of().parseHex("ff".repeat(16)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,1,0,0,0,200,200",
        "0,0,100,0,0,0,60,6000",
        "0,0,1,-5,1,-1,120,7",
        "1,0,1,0,0,0,254,-1",
        "2,0,1,0,0,0,255,-1",
        "0,0,59,0,0,-3,205,12.095",
        "0,7,1,0,0,0,8,0.125",
        "0,10,1,0,0,0,16,4"
    })
    void rawReadingsAreConverted(
            int format, int linearization, int m, int b, int bExponent, int exponent, int raw, String value) {
        assertThat(new SensorRecord.Conversion(format, linearization, m, b, bExponent, exponent).value(raw))
                .contains(new BigDecimal(value));
    }

    @Test
    void aCurveWithoutAValueHasNone() {
        assertThat(new SensorRecord.Conversion(0, 7, 1, 0, 0, 0).value(0)).isEmpty();
        assertThat(new SensorRecord.Conversion(0, 1, 1, 0, 0, 0).value(0)).isEmpty();
    }

    @Test
    void packedTextsAreUnpacked() {
        assertThat(Text.decode(2, bytes("29dca6"))).isEqualTo("IPMI");
        assertThat(Text.decode(1, bytes("12 ab"))).isEqualTo("12 -");
        assertThat(Text.decode(0, bytes("00ff"))).isEqualTo("00ff");
        assertThat(Text.decode(3, bytes("41004220"))).isEqualTo("AB");
    }

    @Test
    void eventsAreToldInWords() {
        EventLog.Entry entry =
                EventRecord.parse(bytes("0100 02 00f15365 2000 04 01 05 01 59 5a 50"), Map.of(5, "CPU_Temp"));
        assertThat(entry)
                .isEqualTo(
                        new EventLog.Entry("1", entry.time(), Health.CRITICAL, "CPU_Temp: upper critical going high"));
        assertThat(entry.time()).contains(Instant.ofEpochSecond(0x6553f100L));
        EventLog.Entry over = EventRecord.parse(bytes("0200 02 10000000 2000 04 01 06 81 57 5a 50"), Map.of());
        assertThat(over.time()).isEmpty();
        assertThat(over.severity()).isEqualTo(Health.OK);
        assertThat(over.message()).startsWith("Temperature #6").endsWith("(no longer)");
        EventLog.Entry makers = EventRecord.parse(bytes("0300 e0 00000000 0000 00 00 00 00 00 00 00"), Map.of());
        assertThat(makers.message()).contains("0xe0");
    }

    @Test
    void garbageIsNeverAFailure() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] data = new byte[random.nextInt(120)];
            random.nextBytes(data);
            if (data.length > 8 && i % 2 == 0) {
                data[0] = 1;
                data[3] = 1;
            }
            Bytes bytes = Bytes.of(data);
            assertThat(Fru.parse(bytes).assetTag()).isNotNull();
            assertThat(SensorRecord.parse(bytes)).isNotNull();
            assertThat(Packet.decode(data, null)).isNotNull();
            assertThat(Packet.decode(data, new SessionKeys(CipherSuite.SUITE_3, new byte[20])))
                    .isEmpty();
            assertThat(Message.response(data, 1, NetworkFunction.CHASSIS, 1)).isNotNull();
        }
    }

    @Test
    void whatWasEncryptedIsDecryptedWhateverItsLength() {
        for (CipherSuite suite : CipherSuite.values()) {
            SessionKeys keys = new SessionKeys(suite, new byte[suite.hmacLength]);
            for (int length = 0; length < 70; length++) {
                byte[] payload = new byte[length];
                byte[] packet = new Packet(Packet.MESSAGE, 5, 7, Bytes.of(payload)).encode(keys);
                Packet read = Packet.decode(packet, keys).orElseThrow();
                assertThat(read.sequence()).isEqualTo(7);
                assertThat(read.payload().toArray()).isEqualTo(payload);
            }
        }
    }
}
