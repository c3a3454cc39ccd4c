package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.List;

/** Security groups. Their rules are resources of their own. */
final class SecurityGroupHandler extends NeutronHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.SECURITY_GROUP,
                    "security group",
                    Service.NETWORK,
                    "security_group",
                    "security_groups",
                    NAME,
                    DESCRIPTION,
                    Attribute.fixed("stateful", "stateful", Form.PLAIN),
                    PROJECT)
            .at("security-groups", "security-groups")
            .traits("network.firewall")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    SecurityGroupHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, Limits.Need.one("security_group"));
    }
}
