package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
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

/** Flavors. A new one is given an id that follows from the idempotency key, so it cannot be made twice. */
final class FlavorHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.FLAVOR,
                    "flavor",
                    Service.COMPUTE,
                    "flavor",
                    "flavors",
                    Attribute.fixed("name", "name", Form.PLAIN),
                    Attribute.free("description", "description", Form.TEXT),
                    Attribute.fixed("vcpus", "vcpus", Form.NUMBER),
                    Attribute.fixed("memory", "ram", Form.NUMBER),
                    Attribute.fixed("disk", "disk", Form.NUMBER),
                    Attribute.fixed("ephemeralDisk", "OS-FLV-EXT-DATA:ephemeral", Form.NUMBER),
                    Attribute.fixed("swap", "swap", Form.NUMBER),
                    Attribute.fixed("public", "os-flavor-access:is_public", Form.PLAIN),
                    Attribute.free("extraSpecs", "extra_specs", Form.LABELS).apart())
            .at("flavors", "flavors/detail")
            .always("is_public", "None")
            .finding(Kind.Finding.NONE)
            .build();

    FlavorHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(mark.uuid(), context);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("id", mark.uuid());
        members.putIfAbsent("disk", 0);
        return members;
    }

    @Override
    protected Values completed(Values json, Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        specs(json.text("id").orElse(""), json, change, context);
        return json;
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wants(change, values(now), "extraSpecs")) {
            specs(id, now, change, context);
        }
        return Optional.empty();
    }

    private void specs(String id, Values now, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> wanted =
                new LinkedHashMap<>(change.after().nested("extraSpecs").asMap());
        Values there = now.nested("extra_specs");
        if (!wanted.isEmpty() && !wanted.equals(there.asMap())) {
            cloud.send(request("POST", path(id) + "/os-extra_specs", Map.of("extra_specs", wanted)), context);
        }
        for (String name : there.asMap().keySet()) {
            if (!wanted.containsKey(name)) {
                drop(path(id) + "/os-extra_specs" + Request.path(name), context);
            }
        }
    }

    private void drop(String path, OperationContext context) throws ProviderException, InterruptedException {
        try {
            cloud.send(request("DELETE", path, null), context);
        } catch (ProviderException e) {
            if (e.category() != Category.MISSING) { // else somebody was quicker
                throw e;
            }
        }
    }
}
