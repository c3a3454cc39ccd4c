package coop.plenum.aws.route53;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Route 53 as a service of the provider {@code aws}. */
@Component
public final class Route53Service implements AwsService {
    @Override
    public String name() {
        return "route53";
    }

    @Override
    public String title() {
        return "Route 53";
    }

    @Override
    public List<String> resourceTypes() {
        return List.of(Route53.ZONE, Route53.RECORD);
    }

    @Override
    public List<String> actionsToLook() {
        return List.of(
                "route53:ListHostedZones",
                "route53:ListHostedZonesByName",
                "route53:GetHostedZone",
                "route53:ListResourceRecordSets",
                "route53:ListTagsForResource");
    }

    @Override
    public List<String> actionsToChange() {
        return List.of(
                "route53:CreateHostedZone",
                "route53:UpdateHostedZoneComment",
                "route53:ChangeTagsForResource",
                "route53:ChangeResourceRecordSets",
                "route53:DeleteHostedZone");
    }

    @Override
    public OpenAwsService open(AwsAccount account) {
        return new Open(account);
    }

    /** Route 53 over one connection. */
    private static final class Open implements OpenAwsService {
        private final Route53 route53;
        private final List<ResourceHandler> handlers;

        Open(AwsAccount account) {
            this.route53 = new Route53(account);
            this.handlers = List.of(new ZoneHandler(account, route53), new RecordHandler(account, route53));
        }

        @Override
        public List<ResourceHandler> handlers() {
            return handlers;
        }

        @Override
        public void check(OperationContext context) throws ProviderException, InterruptedException {
            route53.call(
                    "ListHostedZones", context, client -> client.listHostedZones(request -> request.maxItems("1")));
        }

        @Override
        public void close() {
            route53.close();
        }
    }
}
