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
import software.amazon.awssdk.services.ec2.model.Region;

/** The regions that the connection is for. */
final class RegionHandler extends ReadOnlyHandler<Region> {
    private static final Kind<Region> KIND = Kind.global(
                    Types.REGION,
                    "region",
                    List.<Attribute<Region>>of(
                            Attribute.told("name", Region::regionName),
                            Attribute.told("endpoint", Region::endpoint),
                            Attribute.told("available", region -> !"not-opted-in".equals(region.optInStatus()))))
            .traits("location");

    private final Ec2 ec2;

    RegionHandler(Ec2 ec2) {
        super(ec2.account(), KIND);
        this.ec2 = ec2;
    }

    @Override
    protected Batch<Region> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> connected = account.regions();
        return Batch.all(ec2
                .call(
                        connected.get(0),
                        "DescribeRegions",
                        context,
                        client -> client.describeRegions(request -> request.allRegions(true)))
                .regions()
                .stream()
                .filter(found -> connected.contains(found.regionName()))
                .toList());
    }

    @Override
    protected Optional<Region> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        return list("", "", 0, context).some().stream()
                .filter(region -> place.id().equals(region.regionName()))
                .findFirst();
    }

    @Override
    protected String id(Region region) {
        return region.regionName();
    }
}
