package coop.plenum.aws.elb;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * A target group as it is seen.
 *
 * @param targets those that are registered
 */
record TargetGroupView(TargetGroup there, Map<String, String> tags, List<TargetHealthDescription> targets)
        implements ElbHandler.Seen<TargetGroup> {
    private static final String INSTANCE = "i-";
    /** Functions and load balancers can be targets, too. */
    private static final String ARN = "arn:";

    private List<String> ids(Predicate<TargetHealthDescription> which) {
        return targets.stream()
                .filter(which)
                .map(target -> target.target().id())
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isInstance(TargetHealthDescription target) {
        return target.target().id().startsWith(INSTANCE);
    }

    List<String> instances() {
        return ids(TargetGroupView::isInstance);
    }

    List<String> addresses() {
        return ids(target -> !isInstance(target) && !target.target().id().startsWith(ARN));
    }

    /** Those that get no requests because of their health. */
    List<String> unhealthy() {
        return ids(target -> target.targetHealth() != null
                && "unhealthy".equals(target.targetHealth().stateAsString()));
    }

    /** Also of HTTP version 2 for calls of procedures, whose codes are other ones. */
    @Nullable
    String healthyCodes() {
        Matcher matcher = there.matcher();
        return matcher == null ? null : matcher.httpCode() == null ? matcher.grpcCode() : matcher.httpCode();
    }

    static Matcher codes(String codes) {
        return Matcher.builder().httpCode(codes).build();
    }

    /** Whether a protocol is one of those whose answers have codes and paths. */
    static boolean isWeb(@Nullable String protocol) {
        return ProtocolEnum.HTTP.toString().equals(protocol)
                || ProtocolEnum.HTTPS.toString().equals(protocol);
    }
}
