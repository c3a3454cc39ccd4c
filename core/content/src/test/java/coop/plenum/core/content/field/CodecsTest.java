package coop.plenum.core.content.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {
    private static Object canonical(FieldType type, Object value) throws InvalidValue {
        Field field = Field.of("x", type, "X").options("on", "off");
        return Codecs.of(type).canonical(field, value);
    }

    private static void refused(FieldType type, Object value) {
        assertThatThrownBy(() -> canonical(type, value)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({
        "IP_ADDRESS, 192.0.2.1, 192.0.2.1",
        "IP_ADDRESS, 2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "IP_ADDRESS, ::, ::",
        "IP_ADDRESS, ::1, ::1",
        "IP_ADDRESS, 1::, 1::",
        "IP_ADDRESS, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "IP_ADDRESS, 2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "IP_ADDRESS, ::ffff:192.0.2.1, ::ffff:c000:201",
        "CIDR, 10.0.0.0/8, 10.0.0.0/8",
        "CIDR, 2001:DB8::/32, 2001:db8::/32",
        "MAC, 52-54-00-AB-CD-EF, 52:54:00:ab:cd:ef",
        "DATE_TIME, 2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "DATE_TIME, 2026-01-31T12:00:00.1234567Z, 2026-01-31T12:00:00.123456Z",
        "DURATION, P1DT12H, PT36H",
        "DURATION, PT-0.5S, PT-0.5S",
        "URL, HTTPS://example.org/A, https://example.org/A",
        "ENUM, on, on"
    })
    void equalThingsBecomeEqualTexts(FieldType type, String given, String canonical) throws InvalidValue {
        assertThat(canonical(type, given)).isEqualTo(canonical);
        assertThat(canonical(type, canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "256.0.0.1",
                "1:2",
                ":::",
                "1::2::3",
                "g::1",
                "1.2.3.4:",
                "::1.2.3",
                "localhost",
                "",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "fe80::1%eth0"
            })
    void whatIsNoAddressIsRefused(String text) {
        refused(FieldType.IP_ADDRESS, text);
    }

    @ParameterizedTest
    @CsvSource({
        "CIDR, 10.0.0.1/8",
        "CIDR, 10.0.0.0/33",
        "CIDR, 10.0.0.0",
        "CIDR, 10.0.0.0/08",
        "MAC, 52:54:00:ab:cd",
        "DATE_TIME, 2026-01-31",
        "DATE_TIME, +12026-01-31T12:00:00Z",
        "DURATION, 15 minutes",
        "DURATION, P1Y",
        "DURATION, PT99999999999999H",
        "URL, example.org",
        "URL, https://user:password@example.org/",
        "ENUM, standby",
        "REFERENCE, 1-1-1-1-1",
        "SECRET, hunter2",
        "SECRET, secret:hunter2#1"
    })
    void whatDoesNotFitIsRefused(FieldType type, String text) {
        refused(type, text);
    }

    @Test
    void aRefusedSecretIsNotRepeatedInTheMessage() {
        assertThatThrownBy(() -> canonical(FieldType.SECRET, "hunter2")).hasMessageNotContaining("hunter2");
    }

    @Test
    void numbersHaveOneForm() throws InvalidValue {
        assertThat(canonical(FieldType.DECIMAL, new BigDecimal("5.00"))).isEqualTo(5L);
        assertThat(canonical(FieldType.DECIMAL, new BigDecimal("1E+3"))).isEqualTo(1000L);
        assertThat(canonical(FieldType.DECIMAL, new BigDecimal("0.50"))).isEqualTo(new BigDecimal("0.5"));
        assertThat(canonical(FieldType.QUANTITY, new BigDecimal("12345678901234567890")))
                .isEqualTo(new BigDecimal("12345678901234567890"));
        refused(FieldType.DECIMAL, new BigDecimal("1e999999999"));
        refused(FieldType.DECIMAL, new BigDecimal("1e-13"));
        refused(FieldType.DECIMAL, "5");
        refused(FieldType.INTEGER, new BigDecimal("1.5"));
        refused(FieldType.BOOLEAN, "true");
    }

    @Test
    void textsThatNoDatabaseKeepsAreRefused() {
        refused(FieldType.STRING, "a\u0000b");
        refused(FieldType.STRING, "\ud800");
        refused(FieldType.STRING, "a\nb");
        refused(FieldType.STRING, "x".repeat(1025));
        refused(FieldType.JSON, Map.of("a", List.of("\udc00")));
        refused(FieldType.JSON, Map.of("a", new BigDecimal("1e999999999")));
        refused(FieldType.LABELS, Map.of("a", 1L));
    }

    @Test
    void addressesAreOrderedAsNumbers() throws InvalidValue {
        List<Object> columns = Arrays.asList("10.0.0.9", "10.0.0.10", "192.0.2.1", "::1", "2001:db8::").stream()
                .map(text -> Codecs.of(FieldType.IP_ADDRESS).toColumn(text))
                .toList();
        assertThat(columns).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
    }

    @Test
    void referencesAreIds() throws InvalidValue {
        String id = UUID.randomUUID().toString();
        assertThat(canonical(FieldType.REFERENCE, id.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(id);
    }
}
