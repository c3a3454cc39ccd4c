package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Place;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What AWS tells of the things that an instance is made with. */
final class InstanceFacts {
    private final Ec2 ec2;
    private final SubnetHandler subnets;
    private final SecurityGroupHandler groups;
    private final KeyPairHandler keys;
    private final ImageHandler images;

    InstanceFacts(Ec2 ec2) {
        this.ec2 = ec2;
        this.subnets = new SubnetHandler(ec2);
        this.groups = new SecurityGroupHandler(ec2);
        this.keys = new KeyPairHandler(ec2);
        this.images = new ImageHandler(ec2);
    }

    Optional<Subnet> subnet(String region, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return subnets.read(new Place(region, id), context);
    }

    Optional<SecurityGroup> securityGroup(String region, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return groups.read(new Place(region, id), context);
    }

    Optional<KeyPairInfo> keyPair(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return keys.read(new Place(region, name), context);
    }

    Optional<Image> image(String region, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return images.read(new Place(region, id), context);
    }

    Optional<InstanceTypeInfo> instanceType(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return InstanceTypeHandler.find(ec2, region, name, context);
    }

    /** The zones that have such instances. */
    List<String> zonesWith(String region, String type, OperationContext context)
            throws ProviderException, InterruptedException {
        return ec2
                .call(
                        region,
                        "DescribeInstanceTypeOfferings",
                        context,
                        client -> client.describeInstanceTypeOfferings(
                                request -> request.locationType(LocationType.AVAILABILITY_ZONE)
                                        .filters(Filter.builder()
                                                .name("instance-type")
                                                .values(type)
                                                .build())))
                .instanceTypeOfferings()
                .stream()
                .map(InstanceTypeOffering::location)
                .sorted()
                .toList();
    }
}
