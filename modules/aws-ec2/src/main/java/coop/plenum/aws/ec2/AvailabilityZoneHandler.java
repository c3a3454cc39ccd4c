package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.ReadOnlyHandler;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/** Availability zones. */
final class AvailabilityZoneHandler extends ReadOnlyHandler<AvailabilityZone> {
    private static final Kind<AvailabilityZone> KIND = Kind.following(
                    Types.AVAILABILITY_ZONE,
                    "availability zone",
                    List.<Attribute<AvailabilityZone>>of(
                            Attribute.told("name", AvailabilityZone::zoneName),
                            Attribute.told("zoneId", AvailabilityZone::zoneId),
                            Attribute.told("zoneType", AvailabilityZone::zoneType),
                            Attribute.told("available", zone -> "available".equals(zone.stateAsString()))))
            .traits("location", "compute.zone");

    private final Ec2 ec2;

    AvailabilityZoneHandler(Ec2 ec2) {
        super(ec2.account(), KIND);
        this.ec2 = ec2;
    }

    @Override
    protected Batch<AvailabilityZone> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return Batch.all(
                ec2.call(region, "DescribeAvailabilityZones", context, client -> client.describeAvailabilityZones())
                        .availabilityZones());
    }

    @Override
    protected Optional<AvailabilityZone> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        return list(place.region(), "", 0, context).some().stream()
                .filter(zone -> place.id().equals(zone.zoneName()))
                .findFirst();
    }

    @Override
    protected String id(AvailabilityZone zone) {
        return zone.zoneName();
    }
}
