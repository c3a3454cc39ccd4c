package coop.plenum.aws.elb;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Place;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Registers targets with their groups. */
final class Targets {
    private final Elb elb;

    Targets(Elb elb) {
        this.elb = elb;
    }

    /** Without those that only end what they have begun, which ELB shows for minutes. */
    List<TargetHealthDescription> of(String region, String group, OperationContext context)
            throws ProviderException, InterruptedException {
        return elb
                .call(
                        region,
                        "DescribeTargetHealth",
                        context,
                        client -> client.describeTargetHealth(request -> request.targetGroupArn(group)))
                .targetHealthDescriptions()
                .stream()
                .filter(target -> target.targetHealth() == null
                        || target.targetHealth().state() != TargetHealthStateEnum.DRAINING)
                .toList();
    }

    /** One that is registered already stays so. */
    void register(Place group, List<String> ids, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!ids.isEmpty()) {
            elb.call(
                    group.region(),
                    "RegisterTargets",
                    context,
                    client -> client.registerTargets(
                            request -> request.targetGroupArn(group.id()).targets(targets(ids))));
        }
    }

    void change(Place group, List<String> now, List<String> wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        register(group, without(wanted, now), context);
        List<String> gone = without(now, wanted);
        if (!gone.isEmpty()) {
            elb.call(
                    group.region(),
                    "DeregisterTargets",
                    context,
                    client -> client.deregisterTargets(
                            request -> request.targetGroupArn(group.id()).targets(targets(gone))));
        }
    }

    private static List<String> without(List<String> some, List<String> others) {
        return some.stream().filter(id -> !others.contains(id)).toList();
    }

    private static List<TargetDescription> targets(List<String> ids) {
        return ids.stream()
                .map(id -> TargetDescription.builder().id(id).build())
                .toList();
    }
}
