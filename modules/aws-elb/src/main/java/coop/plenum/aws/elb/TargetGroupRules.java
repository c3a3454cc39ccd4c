package coop.plenum.aws.elb;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;

/** What does not go together in a target group. */
final class TargetGroupRules {
    private TargetGroupRules() {}

    static List<Violation> broken(Values wanted) {
        List<Violation> problems = new ArrayList<>();
        String type = wanted.text("targetType").orElse("instance");
        if (type.equals("ip") && !wanted.list("instances").isEmpty()) {
            problems.add(new Violation(
                    "/instances",
                    "other-targets",
                    "The targets are addresses: give targetAddresses, or make the type instance."));
        }
        if (type.equals("instance") && !wanted.list("targetAddresses").isEmpty()) {
            problems.add(new Violation(
                    "/targetAddresses",
                    "other-targets",
                    "The targets are instances: give instances, or make the type ip."));
        }
        // networks' groups check by TCP unless they say otherwise, which have neither paths nor codes
        String protocol = wanted.text("protocol").orElse("HTTP");
        String check = wanted.text("healthProtocol").orElse(TargetGroupView.isWeb(protocol) ? protocol : "TCP");
        for (String field : List.of("healthPath", "healthyCodes")) {
            if (wanted.has(field) && !TargetGroupView.isWeb(check)) {
                problems.add(new Violation(
                        "/" + field,
                        "no-web",
                        "A check by " + check + " has none; make healthProtocol HTTP or HTTPS."));
            }
        }
        return problems;
    }
}
