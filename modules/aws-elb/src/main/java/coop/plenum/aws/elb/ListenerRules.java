package coop.plenum.aws.elb;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a listener must say, and what does not go together. */
final class ListenerRules {
    private static final Set<String> SECURE = Set.of("HTTPS", "TLS");

    private ListenerRules() {}

    static boolean isSecure(@Nullable String protocol) {
        return protocol != null && SECURE.contains(protocol);
    }

    static List<Violation> broken(Values wanted) {
        List<Violation> problems = new ArrayList<>();
        String protocol = wanted.text("protocol").orElse("");
        if (wanted.has("targetGroup") && wanted.has("redirectPort")) {
            problems.add(new Violation(
                    "/redirectPort",
                    "one-action",
                    "A listener leads to a target group or to another port: give one of the two."));
        }
        if (wanted.has("redirectPort") && !protocol.equals("HTTP") && !protocol.equals("HTTPS")) {
            problems.add(new Violation(
                    "/redirectPort", "no-web", "Only listeners for HTTP and HTTPS can lead to another port."));
        }
        if (isSecure(protocol) && !wanted.has("certificate")) {
            problems.add(new Violation(
                    "/certificate",
                    "certificate-needed",
                    "A listener for " + protocol + " needs a certificate: its ARN."));
        }
        if (!isSecure(protocol)) {
            for (String field : List.of("certificate", "securityPolicy")) {
                if (wanted.has(field)) {
                    problems.add(new Violation("/" + field, "not-secure", "Only HTTPS and TLS take one."));
                }
            }
        }
        return problems;
    }
}
