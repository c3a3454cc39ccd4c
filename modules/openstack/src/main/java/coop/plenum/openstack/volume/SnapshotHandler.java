package coop.plenum.openstack.volume;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;

/** Snapshots of volumes, also of those in use. */
final class SnapshotHandler extends CinderHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.VOLUME_SNAPSHOT,
                    "volume snapshot",
                    Service.VOLUME,
                    "snapshot",
                    "snapshots",
                    NAME,
                    DESCRIPTION,
                    Attribute.fixed("volume", "volume_id", Form.REFERENCE).to(Types.VOLUME),
                    METADATA,
                    Attribute.told("size", "size", Form.NUMBER),
                    STATUS,
                    CREATED)
            .at("snapshots", "snapshots/detail")
            .traits("storage.snapshot")
            .identity("name", "volume")
            .projects("", "all_tenants")
            .build();

    private final Limits limits;

    SnapshotHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("force", true);
        return members;
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, new Limits.Need(Service.VOLUME, Map.of("snapshots", 1L)));
    }
}
