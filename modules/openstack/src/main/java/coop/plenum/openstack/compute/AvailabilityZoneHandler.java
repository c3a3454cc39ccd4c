package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Optional;

/** Availability zones for servers. There is a list of them and nothing else. */
final class AvailabilityZoneHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.AVAILABILITY_ZONE,
                    "availability zone",
                    Service.COMPUTE,
                    "",
                    "availabilityZoneInfo",
                    Attribute.told("name", "zoneName", Form.PLAIN),
                    Attribute.told("available", "zoneState.available", Form.PLAIN))
            .at("os-availability-zone", "os-availability-zone")
            .traits("location", "compute.zone")
            .can()
            .whole()
            .finding(Kind.Finding.NONE)
            .build();

    AvailabilityZoneHandler(Cloud cloud) {
        super(cloud, KIND, "zoneName");
    }

    @Override
    protected String title(Values json) {
        return json.text("zoneName").orElse("");
    }

    @Override
    protected Optional<Values> read(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        return listing().all(List.of(), context).stream()
                .filter(zone -> zone.text("zoneName").filter(id::equals).isPresent())
                .findFirst();
    }
}
