package coop.plenum.aws.elb;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** A listener as it is seen; and what it does, as ELB is told. */
record ListenerView(Listener there, Map<String, String> tags) implements ElbHandler.Seen<Listener> {

    /** What is done last; before it there can only be a login. */
    private Optional<Action> last() {
        List<Action> actions = there.defaultActions();
        return actions.isEmpty() ? Optional.empty() : Optional.of(actions.get(actions.size() - 1));
    }

    @Nullable
    String action() {
        return last().map(action -> Attribute.word(action.typeAsString())).orElse(null);
    }

    /** None where there are several, each with a weight. */
    @Nullable
    String targetGroup() {
        return last().flatMap(ListenerView::targetGroup).orElse(null);
    }

    private static Optional<String> targetGroup(Action action) {
        if (action.targetGroupArn() != null) {
            return Optional.of(action.targetGroupArn());
        }
        List<TargetGroupTuple> groups = action.forwardConfig() == null
                ? List.of()
                : action.forwardConfig().targetGroups();
        return groups.size() == 1 ? Optional.ofNullable(groups.get(0).targetGroupArn()) : Optional.empty();
    }

    /** Only of one that leads to HTTPS and changes nothing else. */
    @Nullable
    Integer redirectPort() {
        return last().map(Action::redirectConfig)
                .filter(redirect -> "HTTPS".equals(redirect.protocol()))
                .map(RedirectActionConfig::port)
                .filter(port -> port.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .orElse(null);
    }

    @Nullable
    String certificate() {
        return there.certificates().isEmpty()
                ? null
                : there.certificates().get(0).certificateArn();
    }

    /** Of none but those that have one. */
    @Nullable
    String securityPolicy() {
        return ListenerRules.isSecure(there.protocolAsString()) ? there.sslPolicy() : null;
    }

    static Action action(Wanted wanted) throws ProviderException {
        String group = wanted.id("targetGroup");
        Integer port = wanted.number("redirectPort");
        if (group != null) {
            return Action.builder()
                    .type(ActionTypeEnum.FORWARD)
                    .targetGroupArn(group)
                    .build();
        }
        if (port == null) {
            throw Faults.user(
                    "targetGroup", "A listener leads to a target group or to HTTPS on another port; say where.");
        }
        return Action.builder()
                .type(ActionTypeEnum.REDIRECT)
                .redirectConfig(redirect -> redirect.protocol("HTTPS")
                        .port(String.valueOf(port))
                        .statusCode(RedirectActionStatusCodeEnum.HTTP_301))
                .build();
    }

    static List<Certificate> certificates(Wanted wanted) {
        String arn = wanted.text("certificate");
        return arn == null
                ? List.of()
                : List.of(Certificate.builder().certificateArn(arn).build());
    }
}
