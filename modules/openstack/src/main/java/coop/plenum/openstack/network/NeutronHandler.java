package coop.plenum.openstack.network;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Neutron's resources have in common. Tags cannot be set with the request that makes a resource, so the mark stands
 * in its description until the tags are there; then the description becomes what was asked for.
 */
class NeutronHandler extends CollectionHandler {
    static final Attribute NAME = Attribute.free("name", "name", Form.TEXT);
    static final Attribute DESCRIPTION = Attribute.free("description", "description", Form.TEXT);
    static final Attribute ENABLED = Attribute.free("enabled", "admin_state_up", Form.PLAIN);
    static final Attribute STATUS = Attribute.told("status", "status", Form.WORD);
    static final Attribute PROJECT =
            Attribute.fixed("project", "project_id", Form.REFERENCE).to(Types.PROJECT);

    NeutronHandler(Cloud cloud, Kind kind) {
        super(cloud, kind);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("description", mark.text());
        return members;
    }

    @Override
    protected boolean isNew(Values json, Mark mark, Map<String, Object> members) {
        return json.text("description")
                .filter(members.get("description")::equals)
                .isPresent();
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Values> tagged = first("tags", mark.keyTag(), context);
        return tagged.isPresent() ? tagged : first("description", mark.text(), context);
    }

    private Optional<Values> first(String parameter, String value, OperationContext context)
            throws ProviderException, InterruptedException {
        return listing().all(List.of(parameter, value), context).stream().findFirst();
    }

    @Override
    protected Values completed(Values json, Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        String id = json.text("id").orElse("");
        if (!json.list("tags").contains(mark.keyTag())) {
            Request tagging = Request.put(Service.NETWORK, path(id) + "/tags", Map.of("tags", mark.tags()));
            if (!cloud.send(tagging, context).body().list("tags").contains(mark.keyTag())) {
                throw cloud.mixedUp(Service.NETWORK, kind.noun() + "'s tags");
            }
        }
        if (json.text("description").filter(mark.text()::equals).isEmpty()) {
            return json;
        }
        String description = description(change);
        return cloud.send(
                        Request.put(
                                Service.NETWORK, path(id), Map.of(kind.singular(), Map.of("description", description))),
                        context)
                .body()
                .nested(kind.singular());
    }

    String description(Change change) {
        return change.after().text("description").orElse("");
    }
}
