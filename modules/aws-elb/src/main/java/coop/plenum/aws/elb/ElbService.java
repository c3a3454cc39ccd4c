package coop.plenum.aws.elb;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Elastic Load Balancing as a service of the provider {@code aws}: the kind that has listeners and target groups. */
@Component
public final class ElbService implements AwsService {
    @Override
    public String name() {
        return "elasticloadbalancing";
    }

    @Override
    public String title() {
        return "ELB";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(Types.LOAD_BALANCER, Types.TARGET_GROUP, Types.LISTENER);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of("elasticloadbalancing:Describe*", "cloudwatch:GetMetricData");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "elasticloadbalancing:AddTags",
                "elasticloadbalancing:RemoveTags",
                "elasticloadbalancing:CreateLoadBalancer",
                "elasticloadbalancing:ModifyLoadBalancerAttributes",
                "elasticloadbalancing:SetSubnets",
                "elasticloadbalancing:SetSecurityGroups",
                "elasticloadbalancing:SetIpAddressType",
                "elasticloadbalancing:DeleteLoadBalancer",
                "elasticloadbalancing:CreateTargetGroup",
                "elasticloadbalancing:ModifyTargetGroup",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:DeregisterTargets",
                "elasticloadbalancing:DeleteTargetGroup",
                "elasticloadbalancing:CreateListener",
                "elasticloadbalancing:ModifyListener",
                "elasticloadbalancing:DeleteListener",
                "iam:CreateServiceLinkedRole");
    }

    @Override
    public List<String> actionsOnOurs() {
        return List.of(
                "elasticloadbalancing:DeleteLoadBalancer",
                "elasticloadbalancing:DeleteTargetGroup",
                "elasticloadbalancing:DeleteListener");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new Open(new Elb(account));
    }

    /** Elastic Load Balancing over one connection. */
    private static final class Open implements OpenAwsService {
        private final Elb elb;
        private final List<ResourceHandler> handlers;

        Open(Elb elb) {
            this.elb = elb;
            this.handlers =
                    List.of(new LoadBalancerHandler(elb), new TargetGroupHandler(elb), new ListenerHandler(elb));
        }

        @Override
        public List<ResourceHandler> handlers() {
            return handlers;
        }

        @Override
        public void check(OperationContext context) throws ProviderException, InterruptedException {
            elb.call(
                    elb.account().regions().get(0),
                    "DescribeLoadBalancers",
                    context,
                    client -> client.describeLoadBalancers(request -> request.pageSize(1)));
        }

        @Override
        public void close() {
            elb.close();
        }
    }
}
