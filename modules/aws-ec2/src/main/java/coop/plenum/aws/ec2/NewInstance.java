package coop.plenum.aws.ec2;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The request for a new instance. Never printed: user data may hold secrets. */
record NewInstance(RunInstancesRequest request) {
    /** @param rootDevice of the image; empty where its size is not asked for */
    static NewInstance of(Wanted wanted, Mark mark, List<TagSpecification> tags, String rootDevice)
            throws ProviderException {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .clientToken(mark.key())
                .minCount(1)
                .maxCount(1)
                .imageId(image(wanted))
                .instanceType(wanted.text("instanceType"))
                .keyName(wanted.id("keypair"))
                .userData(encoded(wanted.text("userData")))
                .tagSpecifications(tags);
        network(request, wanted);
        String zone = wanted.text("availabilityZone");
        if (zone != null && !wanted.has("subnet")) {
            request.placement(placement -> placement.availabilityZone(zone));
        }
        String profile = wanted.id("instanceProfile");
        if (profile != null) {
            request.iamInstanceProfile(value -> value.name(profile));
        }
        Integer size = wanted.number("rootSize");
        if (size != null) {
            request.blockDeviceMappings(BlockDeviceMapping.builder()
                    .deviceName(rootDevice)
                    .ebs(ebs -> ebs.volumeSize(size).deleteOnTermination(true))
                    .build());
        }
        return new NewInstance(request.build());
    }

    static String image(Wanted wanted) throws ProviderException {
        String image = wanted.has("image") ? wanted.id("image") : wanted.text("imageId");
        if (image == null) {
            throw Faults.user("image", "An image is needed: one of those listed, or the id of another.");
        }
        return image;
    }

    /** With an interface of its own where that is needed to say whether it gets a public address. */
    private static void network(RunInstancesRequest.Builder request, Wanted wanted) throws ProviderException {
        String subnet = wanted.id("subnet");
        List<String> groups = wanted.ids("securityGroups");
        Boolean publicAddress = wanted.flag("publicAddress");
        if (publicAddress == null) {
            request.subnetId(subnet).securityGroupIds(groups);
        } else {
            request.networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .subnetId(subnet)
                    .groups(groups)
                    .associatePublicIpAddress(publicAddress)
                    .deleteOnTermination(true)
                    .build());
        }
    }

    private static @Nullable String encoded(@Nullable String text) {
        return text == null ? null : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "NewInstance[...]";
    }
}
