package coop.plenum.openstack.volume;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes. They grow, in use or not, and never shrink. */
final class VolumeHandler extends CinderHandler implements Validator, TabledActions {
    private static final String EXTENDING = "extending";

    private static final Kind KIND = Kind.of(
                    Types.VOLUME,
                    "volume",
                    Service.VOLUME,
                    "volume",
                    "volumes",
                    NAME,
                    DESCRIPTION,
                    Attribute.free("size", "size", Form.NUMBER).apart(),
                    // by name there and here: that is what Cinder tells of it
                    Attribute.fixed("volumeType", "volume_type", Form.PLAIN),
                    Attribute.fixed("availabilityZone", "availability_zone", Form.PLAIN),
                    Attribute.fixed("image", "imageRef", Form.REFERENCE)
                            .to(Types.IMAGE)
                            .untold(),
                    Attribute.fixed("snapshot", "snapshot_id", Form.REFERENCE).to(Types.VOLUME_SNAPSHOT),
                    Attribute.fixed("sourceVolume", "source_volid", Form.REFERENCE)
                            .to(Types.VOLUME),
                    METADATA,
                    STATUS,
                    Attribute.told("bootable", "", Form.PLAIN),
                    Attribute.told("encrypted", "encrypted", Form.PLAIN),
                    Attribute.told("servers", "", Form.REFERENCES).to(Types.SERVER),
                    Attribute.told("project", "os-vol-tenant-attr:tenant_id", Form.REFERENCE)
                            .to(Types.PROJECT),
                    CREATED)
            .at("volumes", "volumes/detail")
            .traits("storage.volume")
            .projects("", "all_tenants")
            .build();

    private final Limits limits;
    private final ActionTable actions = new ActionTable("A volume", Stage::missed);

    VolumeHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
        actions.add(
                new Action(
                        "extend",
                        "Extend",
                        "Makes the volume larger.",
                        List.of(Field.of("size", FieldType.QUANTITY, "New size")
                                .unit("GiBy")
                                .flags(Flag.REQUIRED)),
                        false),
                VolumeHandler::notStill,
                (ref, parameters, context) ->
                        extend(requireId(ref), parameters.integer("size").orElse(0), context),
                (resumeToken, ref, context) -> resumed(Stage.parse(resumeToken), ref, context));
        actions.add(
                new Action(
                        "create-snapshot",
                        "Create snapshot",
                        "Keeps what the volume holds now.",
                        List.of(Field.of("name", FieldType.STRING, "Name").help("The volume's if empty.")),
                        false),
                VolumeHandler::notStill,
                this::snapshot,
                (resumeToken, ref, context) -> snapshotted(Stage.parse(resumeToken), context));
    }

    private static Optional<String> notStill(Values known) {
        String status = known.text("status").orElse("available");
        return status.equals("available") || status.equals("in-use")
                ? Optional.empty()
                : Optional.of("The volume is " + status + "; it must be available or in use.");
    }

    @Override
    protected Values values(Values json) {
        List<String> servers = Json.objects(json.list("attachments")).stream()
                .flatMap(attachment -> attachment.text("server_id").stream())
                .distinct()
                .toList();
        return Values.builder()
                .putAll(super.values(json))
                .put("bootable", json.text("bootable").map("true"::equals).orElse(null))
                .put("servers", Form.REFERENCES.here(servers, Types.SERVER).orElse(null))
                .build();
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        change.after().integer("size").ifPresent(size -> members.put("size", size));
        return members;
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Step> before = super.amended(id, change, now, context);
        long size = now.integer("size").orElse(0);
        long wanted = change.after().integer("size").orElse(size);
        return wanted == size ? before : Optional.of(extend(id, wanted, context));
    }

    private Step extend(String id, long size, OperationContext context) throws ProviderException, InterruptedException {
        Values volume = require(id, context);
        long now = volume.integer("size").orElse(0);
        boolean begun = volume.text("status").filter("extending"::equals).isPresent();
        if (size < now) {
            throw Failures.user("size", "A volume can only grow; this one has " + now + " GiB.");
        }
        if (size > now && !begun) {
            // 3.42 is the first that extends volumes in use
            cloud.send(
                    Request.post(Service.VOLUME, path(id) + "/action", Map.of("os-extend", Map.of("new_size", size))),
                    context);
        }
        return new Stage(EXTENDING, id).pending("The volume is being extended.");
    }

    @Override
    protected Step resumed(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!stage.is(EXTENDING)) {
            return super.resumed(stage, ref, context);
        }
        String status = require(stage.id(), context).text("status").orElse("");
        if (status.startsWith("error")) {
            throw Failures.conflict("extend-failed", "The volume is " + status + ": it could not be extended.");
        }
        return status.equals("extending")
                ? stage.pending("The volume is being extended.")
                : changed(stage.id(), context);
    }

    private Step snapshot(ResourceRef ref, Values parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Mark mark = Mark.of(context.idempotencyKey(), ref.item());
        Map<String, Object> snapshot = Map.of(
                "volume_id",
                requireId(ref),
                "name",
                parameters.text("name").orElse(ref.title()),
                // Cinder's word for: also while a server writes to it
                "force",
                true,
                "metadata",
                Map.of(Mark.KEY, mark.key()));
        Values made = cloud.send(
                        Request.post(Service.VOLUME, "/snapshots", Map.of("snapshot", snapshot))
                                .atMost(3, 65),
                        context)
                .body()
                .nested("snapshot");
        return new Stage("snapshot", made.text("id").orElse("")).pending("The snapshot is being made.");
    }

    private Step snapshotted(Stage stage, OperationContext context) throws ProviderException, InterruptedException {
        String status = cloud.get(Service.VOLUME, "/snapshots" + Request.path(stage.id()), context)
                .nested("snapshot")
                .text("status")
                .orElse("");
        if (status.startsWith("error")) {
            throw Failures.conflict("snapshot-failed", "The snapshot is " + status + ".");
        }
        return status.equals("available") ? Step.done() : stage.pending("The snapshot is " + status + ".");
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        Values after = change.after();
        long size = after.integer("size").orElse(0);
        long before = change.before().integer("size").orElse(0);
        boolean create = change.kind() == Change.Kind.CREATE;
        boolean copied = after.has("snapshot") || after.has("sourceVolume");
        if (create && after.has("snapshot") && after.has("sourceVolume")) {
            problems.add(new Violation("/sourceVolume", "contradiction", "Either a snapshot or a volume, not both."));
        }
        if (create && size < 1 && !copied) {
            problems.add(new Violation("/size", "required", "A size of at least 1 GiB is required."));
        }
        if (!create && size < before) {
            problems.add(new Violation("/size", "too-small", "A volume can only grow; at least " + before + "."));
        }
        problems.addAll(
                create
                        ? limits.check(change, context, need(Map.of("volumes", 1L, "gigabytes", size)))
                        : limits.growth(change, context, need(Map.of("gigabytes", size - before))));
        return problems;
    }

    private static Limits.Need need(Map<String, Long> amounts) {
        return new Limits.Need(Service.VOLUME, amounts);
    }

    @Override
    public ActionTable actionTable() {
        return actions;
    }
}
