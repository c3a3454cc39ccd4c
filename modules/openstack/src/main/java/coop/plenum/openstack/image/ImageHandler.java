package coop.plenum.openstack.image;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Progress;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images. Their data comes from an address that the cloud itself fetches it from, never through here. */
public final class ImageHandler extends CollectionHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.IMAGE,
                    "image",
                    Service.IMAGE,
                    "",
                    "images",
                    Attribute.free("name", "name", Form.TEXT),
                    Attribute.free("visibility", "visibility", Form.PLAIN),
                    Attribute.fixed("diskFormat", "disk_format", Form.PLAIN),
                    Attribute.fixed("containerFormat", "container_format", Form.PLAIN),
                    Attribute.free("minDisk", "min_disk", Form.NUMBER),
                    Attribute.free("minMemory", "min_ram", Form.NUMBER),
                    Attribute.free("protected", "protected", Form.PLAIN),
                    Attribute.fixed("sourceUrl", "", Form.PLAIN).untold(),
                    Attribute.told("status", "status", Form.WORD),
                    Attribute.told("size", "size", Form.NUMBER),
                    Attribute.told("checksum", "os_hash_value", Form.PLAIN),
                    Attribute.told("operatingSystem", "os_distro", Form.PLAIN),
                    Attribute.told("project", "owner", Form.REFERENCE).to(Types.PROJECT),
                    Attribute.told("createdAt", "created_at", Form.TIME))
            .traits("compute.image")
            .build();

    private static final Set<String> WITHOUT_DATA = Set.of("active", "queued", "deactivated");
    private static final String PATCH_TYPE = "application/openstack-images-v2.1-json-patch";

    private ImageHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    public static ResourceHandler of(Cloud cloud) {
        return new ImageHandler(cloud);
    }

    /** Administrators are shown all images there are. */
    @Override
    protected boolean mine(Values json, OperationContext context) throws ProviderException, InterruptedException {
        Cloud.Who who = cloud.who(context);
        Optional<String> project = who.project();
        return cloud.allProjects()
                || !who.admin()
                || project.isEmpty()
                || json.text("owner").equals(project)
                || !json.text("visibility").orElse("private").equals("private");
    }

    @Override
    protected Progress progress(Values json) {
        // without a source, it stays queued until somebody uploads its data
        return Progress.byStatus("image", "status", WITHOUT_DATA, Optional.empty())
                .of(json);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.putIfAbsent("disk_format", "qcow2");
        members.putIfAbsent("container_format", "bare");
        members.putAll(mark.metadata());
        return members;
    }

    @Override
    protected Values completed(Values json, Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> source = change.after().text("sourceUrl");
        boolean begun = !json.text("status").orElse("").equals("queued")
                || json.text("os_glance_importing_to_stores")
                        .filter(stores -> !stores.isEmpty())
                        .isPresent();
        if (source.isEmpty() || begun) {
            return json;
        }
        String id = json.text("id").orElse("");
        cloud.send(
                Request.post(
                        Service.IMAGE,
                        path(id) + "/import",
                        Map.of("method", Map.of("name", "web-download", "uri", source.get()))),
                context);
        return json.merge(Values.of("status", "importing"));
    }

    /** Glance takes JSON Patch (RFC 6902), in a media type of its own. */
    @Override
    protected Request patching(String id, Map<String, Object> patch) {
        List<Map<String, Object>> operations = new ArrayList<>();
        patch.forEach((name, value) -> operations.add(Map.of("op", "replace", "path", "/" + name, "value", value)));
        return request("PATCH", path(id), operations).header("Content-Type", PATCH_TYPE);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        String source = change.after().text("sourceUrl").orElse("https://");
        return source.startsWith("https://") || source.startsWith("http://")
                ? List.of()
                : List.of(new Violation("/sourceUrl", "invalid-value", "The cloud fetches from http and https only."));
    }
}
