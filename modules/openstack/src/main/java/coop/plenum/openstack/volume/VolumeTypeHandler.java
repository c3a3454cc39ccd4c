package coop.plenum.openstack.volume;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Types of volumes. Their names are unique, so a name is what one is found by. */
final class VolumeTypeHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.VOLUME_TYPE,
                    "volume type",
                    Service.VOLUME,
                    "volume_type",
                    "volume_types",
                    Attribute.free("name", "name", Form.PLAIN),
                    Attribute.free("description", "description", Form.TEXT),
                    Attribute.fixed("public", "os-volume-type-access:is_public", Form.PLAIN),
                    Attribute.free("extraSpecs", "extra_specs", Form.LABELS).apart())
            .at("types", "types")
            .always("is_public", "None")
            .finding(Kind.Finding.NONE)
            .build();

    VolumeTypeHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        ResourceRef wanted = new ResourceRef(
                change.ref().item(), Optional.empty(), change.ref().title(), change.after());
        return alike(wanted, context).stream().findFirst();
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("extra_specs", change.after().nested("extraSpecs").asMap());
        return members;
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wants(change, values(now), "extraSpecs")) {
            specs(
                    path(id) + "/extra_specs",
                    now.nested("extra_specs"),
                    change.after().nested("extraSpecs"),
                    context);
        }
        return Optional.empty();
    }

    private void specs(String path, Values there, Values wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!wanted.isEmpty()) {
            Map<String, Object> specs = new LinkedHashMap<>(wanted.asMap());
            cloud.send(request("POST", path, Map.of("extra_specs", specs)), context);
        }
        for (String name : there.asMap().keySet()) {
            if (!wanted.has(name)) {
                try {
                    cloud.send(request("DELETE", path + Request.path(name), null), context);
                } catch (ProviderException e) {
                    if (e.category() != Category.MISSING) { // else somebody was quicker
                        throw e;
                    }
                }
            }
        }
    }
}
