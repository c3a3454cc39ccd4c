package coop.plenum.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static Values values(Object... pairs) {
        Values.Builder values = Values.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return values.build();
    }

    private static List<String> listener(Object... pairs) {
        return ListenerRules.broken(values(pairs)).stream()
                .map(Violation::pointer)
                .toList();
    }

    private static List<String> group(Object... pairs) {
        return TargetGroupRules.broken(values(pairs)).stream()
                .map(Violation::pointer)
                .toList();
    }

    @Test
    void aListenerForHttpsNeedsACertificateAndAnotherTakesNone() {
        assertThat(listener("protocol", "HTTPS", "targetGroup", "t")).containsExactly("/certificate");
        assertThat(listener("protocol", "HTTP", "targetGroup", "t", "certificate", "c", "securityPolicy", "p"))
                .containsExactly("/certificate", "/securityPolicy");
        assertThat(listener("protocol", "TLS", "targetGroup", "t", "certificate", "c"))
                .isEmpty();
    }

    @Test
    void aListenerLeadsToOnePlace() {
        assertThat(listener("protocol", "HTTP", "targetGroup", "t", "redirectPort", 443))
                .containsExactly("/redirectPort");
        assertThat(listener("protocol", "TCP", "redirectPort", 443)).containsExactly("/redirectPort");
        assertThat(listener("protocol", "HTTP", "redirectPort", 443)).isEmpty();
    }

    @Test
    void aTargetGroupHasTargetsOfItsType() {
        assertThat(group("protocol", "HTTP", "instances", List.of("i"), "targetAddresses", List.of("10.0.0.1")))
                .containsExactly("/targetAddresses");
        assertThat(group("protocol", "HTTP", "targetType", "ip", "instances", List.of("i")))
                .containsExactly("/instances");
    }

    @Test
    void aCheckByTcpHasNeitherPathNorCodes() {
        assertThat(group("protocol", "TCP", "healthPath", "/", "healthyCodes", "200"))
                .containsExactly("/healthPath", "/healthyCodes");
        assertThat(group("protocol", "TCP", "healthProtocol", "HTTP", "healthPath", "/"))
                .isEmpty();
        assertThat(group("protocol", "HTTP", "healthProtocol", "TCP", "healthPath", "/"))
                .containsExactly("/healthPath");
    }
}
