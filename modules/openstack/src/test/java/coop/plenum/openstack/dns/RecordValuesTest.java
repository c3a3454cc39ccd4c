package coop.plenum.openstack.dns;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record set may hold, told before Designate is asked. */
class RecordValuesTest {
    private static List<String> pointers(String name, String type, String... values) {
        Values record = Values.builder()
                .put("name", name)
                .put("recordType", type)
                .put("values", List.of(values))
                .build();
        return RecordValues.problems(record).stream().map(Violation::pointer).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.example.com|A|192.0.2.1",
                "*.example.com|AAAA|2001:db8::1",
                "_sip._tcp.example.com|SRV|10 5 5060 sip.example.com.",
                "example.com|MX|10 mx.example.com.",
                "example.com|TXT|\"v=spf1 -all\"",
                "www.example.com|CNAME|other.example.org."
            })
    void whatIsRightIsNotObjectedTo(String name, String type, String value) {
        assertThat(pointers(name, type, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.example.com|A|2001:db8::1",
                "www.example.com|A|www.example.com.",
                "www.example.com|AAAA|192.0.2.1",
                "example.com|MX|10 mx.example.com",
                "www.example.com|CNAME|other.example.org"
            })
    void aValueOfAnotherTypeIsNamedByItsPlace(String name, String type, String value) {
        assertThat(pointers(name, type, value)).containsExactly("/values/0");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(pointers("www.example.com.", "CNAME", "a.example.", "b.example"))
                .containsExactly("/name", "/values", "/values/1");
        assertThat(pointers("nodots", "A")).containsExactly("/name", "/values");
    }
}
