package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.aws.api.OpenAwsService;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Region;

/** EC2 over one connection. */
final class OpenEc2 implements OpenAwsService {
    private final Ec2 ec2;
    private final List<ResourceHandler> handlers;

    OpenEc2(Ec2 ec2) {
        this.ec2 = ec2;
        this.handlers = List.of(
                new RegionHandler(ec2),
                new AvailabilityZoneHandler(ec2),
                new KeyPairHandler(ec2),
                new VpcHandler(ec2),
                new SubnetHandler(ec2),
                new SecurityGroupHandler(ec2),
                new SecurityGroupRuleHandler(ec2),
                new InternetGatewayHandler(ec2),
                new ElasticIpHandler(ec2),
                new NatGatewayHandler(ec2),
                new RouteTableHandler(ec2),
                new RouteHandler(ec2),
                new SnapshotHandler(ec2),
                new ImageHandler(ec2),
                new InstanceHandler(ec2),
                new InstanceTypeHandler(ec2),
                new VolumeHandler(ec2));
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public void check(OperationContext context) throws ProviderException, InterruptedException {
        List<String> regions = ec2.account().regions();
        Set<String> enabled =
                ec2
                        .call(regions.get(0), "DescribeRegions", context, client -> client.describeRegions())
                        .regions()
                        .stream()
                        .map(Region::regionName)
                        .collect(Collectors.toSet());
        for (String region : regions) {
            if (!enabled.contains(region)) {
                throw new ProviderException(
                        Category.USER,
                        "unknown-region",
                        "The region " + region + " does not exist, or is not enabled for this account.",
                        "regions",
                        null,
                        null);
            }
        }
    }

    @Override
    public void close() {
        ec2.close();
    }
}
