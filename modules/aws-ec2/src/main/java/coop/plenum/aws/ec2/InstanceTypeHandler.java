package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.ReadOnlyHandler;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Instance types that a region has. */
final class InstanceTypeHandler extends ReadOnlyHandler<InstanceTypeInfo> {
    private static final int MOST = 100;
    private static final int LEAST = 5;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}\\.[a-z0-9-]{1,30}");

    private static final Kind<InstanceTypeInfo> KIND = Kind.following(
            Types.INSTANCE_TYPE,
            "instance type",
            List.<Attribute<InstanceTypeInfo>>of(
                    Attribute.told("name", InstanceTypeInfo::instanceTypeAsString),
                    Attribute.told(
                            "vcpus",
                            type -> type.vCpuInfo() == null
                                    ? null
                                    : type.vCpuInfo().defaultVCpus()),
                    Attribute.told(
                            "memory",
                            type -> type.memoryInfo() == null
                                    ? null
                                    : type.memoryInfo().sizeInMiB()),
                    Attribute.told(
                            "architectures",
                            type -> type.processorInfo() == null
                                    ? null
                                    : type.processorInfo().supportedArchitecturesAsStrings().stream()
                                            .sorted()
                                            .toList()),
                    Attribute.told("hypervisor", InstanceTypeInfo::hypervisorAsString),
                    Attribute.told("bareMetal", InstanceTypeInfo::bareMetal),
                    Attribute.told("burstable", InstanceTypeInfo::burstablePerformanceSupported),
                    Attribute.told(
                            "network",
                            type -> type.networkInfo() == null
                                    ? null
                                    : type.networkInfo().networkPerformance())));

    private final Ec2 ec2;

    InstanceTypeHandler(Ec2 ec2) {
        super(ec2.account(), KIND);
        this.ec2 = ec2;
    }

    @Override
    protected Batch<InstanceTypeInfo> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeInstanceTypes",
                context,
                client -> client.describeInstanceTypes(request -> request.nextToken(after.isEmpty() ? null : after)
                        .maxResults(Math.max(LEAST, Math.min(max, MOST)))));
        return Batch.of(answer.instanceTypes(), answer.nextToken());
    }

    @Override
    protected Optional<InstanceTypeInfo> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        return find(ec2, place.region(), place.id(), context);
    }

    static Optional<InstanceTypeInfo> find(Ec2 ec2, String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            return ec2
                    .call(
                            region,
                            "DescribeInstanceTypes",
                            context,
                            client -> client.describeInstanceTypes(request -> request.instanceTypesWithStrings(name)))
                    .instanceTypes()
                    .stream()
                    .findFirst();
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected String id(InstanceTypeInfo type) {
        return type.instanceTypeAsString();
    }
}
