package coop.plenum.openstack.identity;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Listing;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Marker;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Projects: all of them for administrators, for everybody else those that the user has a role in. */
final class ProjectHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.PROJECT,
                    "project",
                    Service.IDENTITY,
                    "project",
                    "projects",
                    Attribute.free("name", "name", Form.PLAIN),
                    Attribute.free("description", "description", Form.TEXT),
                    Attribute.free("enabled", "enabled", Form.PLAIN),
                    Attribute.fixed("domain", "domain_id", Form.PLAIN),
                    Attribute.fixed("parent", "parent_id", Form.PLAIN))
            .identity("name", "domain")
            .traits("access.project")
            .updating("PATCH")
            .whole()
            .build();

    ProjectHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    @Override
    protected Listing.Page page(Optional<Marker> marker, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return super.page(marker, max, context);
        } catch (ProviderException e) {
            if (e.category() != Category.AUTHENTICATION) {
                throw e;
            }
            List<Values> own = Json.objects(
                    cloud.get(Service.IDENTITY, "/auth/projects", context).list("projects"));
            return listing().cut(own, marker, max);
        }
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("tags", mark.tags());
        return members;
    }
}
