package coop.plenum.aws.ec2;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/** How an instance looks: what EC2 tells in ways of its own. */
final class InstanceView {
    /** The states of what is there. */
    static final List<String> EXISTING = List.of("pending", "running", "shutting-down", "stopping", "stopped");

    private InstanceView() {}

    static String status(Instance instance) {
        return Optional.ofNullable(instance.state())
                .map(state -> state.nameAsString())
                .orElse("pending");
    }

    /** As the other providers say it. */
    static String power(Instance instance) {
        return switch (status(instance)) {
            case "running", "stopping", "shutting-down" -> "on";
            case "stopped" -> "off";
            default -> "unknown";
        };
    }

    static List<String> securityGroups(Instance instance) {
        return instance.securityGroups().stream().map(GroupIdentifier::groupId).toList();
    }

    static @Nullable String zone(Instance instance) {
        return instance.placement() == null ? null : instance.placement().availabilityZone();
    }

    /** Its name, which is the last part of its ARN. */
    static @Nullable String profile(Instance instance) {
        if (instance.iamInstanceProfile() == null
                || instance.iamInstanceProfile().arn() == null) {
            return null;
        }
        String arn = instance.iamInstanceProfile().arn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    static List<String> addresses(Instance instance) {
        Stream<String> inside = instance.networkInterfaces().stream()
                .flatMap(port -> port.privateIpAddresses().stream())
                .map(InstancePrivateIpAddress::privateIpAddress);
        Stream<String> v6 = instance.networkInterfaces().stream()
                .flatMap(port -> port.ipv6Addresses().stream())
                .map(address -> address.ipv6Address());
        return Stream.of(Stream.of(instance.privateIpAddress(), instance.publicIpAddress()), inside, v6)
                .flatMap(some -> some)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> macs(Instance instance) {
        return instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::macAddress)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    static List<String> volumes(Instance instance) {
        return instance.blockDeviceMappings().stream()
                .map(device -> device.ebs())
                .filter(Objects::nonNull)
                .map(ebs -> ebs.volumeId())
                .toList();
    }

    /** Why it is not running, where that was not asked for. */
    static @Nullable String fault(Instance instance) {
        return instance.stateReason() == null
                        || instance.stateReason().code() == null
                        || !instance.stateReason().code().startsWith("Server.")
                ? null
                : instance.stateReason().message();
    }

    static Progress progress(Instance instance, Set<String> moving) {
        String status = status(instance);
        String fault = fault(instance);
        boolean ending = status.equals("shutting-down") || status.equals("terminated");
        return fault != null && ending
                ? new Progress.Broken(new ProviderException(
                        Category.CONFLICT, "resource-in-error", "AWS could not run the instance: " + fault))
                : Progress.byState("instance", status, moving, Set.of(), "");
    }
}
