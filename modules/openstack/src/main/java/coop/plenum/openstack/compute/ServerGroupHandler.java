package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.Optional;

/** Groups that keep servers together or apart. They bear no mark: name and policy are what one is found by. */
final class ServerGroupHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.SERVER_GROUP,
                    "server group",
                    Service.COMPUTE,
                    "server_group",
                    "server_groups",
                    Attribute.fixed("name", "name", Form.PLAIN),
                    Attribute.fixed("policy", "policy", Form.PLAIN),
                    Attribute.told("servers", "members", Form.REFERENCES).to(Types.SERVER),
                    Attribute.told("project", "project_id", Form.REFERENCE).to(Types.PROJECT))
            .at("os-server-groups", "os-server-groups")
            .identity("name", "policy")
            .projects("", "all_projects")
            .whole()
            .finding(Kind.Finding.NONE)
            .build();

    ServerGroupHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        ResourceRef wanted = new ResourceRef(
                change.ref().item(), Optional.empty(), change.ref().title(), change.after());
        return alike(wanted, context).stream().findFirst();
    }
}
