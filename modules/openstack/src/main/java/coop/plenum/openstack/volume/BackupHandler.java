package coop.plenum.openstack.volume;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Metadata;
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backups of volumes, where the cloud runs the service that makes them. */
final class BackupHandler extends CinderHandler implements TabledActions {
    private static final String RESTORING = "restoring";

    private static final Kind KIND = Kind.of(
                    Types.VOLUME_BACKUP,
                    "volume backup",
                    Service.VOLUME,
                    "backup",
                    "backups",
                    NAME,
                    DESCRIPTION,
                    Attribute.fixed("volume", "volume_id", Form.REFERENCE).to(Types.VOLUME),
                    Attribute.fixed("incremental", "incremental", Form.PLAIN).untold(),
                    METADATA,
                    Attribute.told("size", "size", Form.NUMBER),
                    STATUS,
                    CREATED)
            .at("backups", "backups/detail")
            .traits("storage.backup")
            .identity("name", "volume")
            .projects("", "all_tenants")
            .build();

    private final ActionTable actions = new ActionTable("A volume backup", Stage::missed);

    BackupHandler(Cloud cloud) {
        super(cloud, KIND);
        actions.add(
                new Action(
                        "restore",
                        "Restore",
                        "Writes the backup over a volume. What the volume holds is lost, and its metadata becomes that of"
                                + " the backup.",
                        List.of(Field.of("volume", FieldType.REFERENCE, "Volume")
                                .options(Types.VOLUME)
                                .flags(Flag.REQUIRED)
                                .help("At least as large as the backup, and in use by no server.")),
                        true),
                BackupHandler::unusable,
                this::restore,
                (resumeToken, ref, context) -> restored(Stage.parse(resumeToken), ref, context));
    }

    private static Optional<String> unusable(Values known) {
        return known.text("status")
                .filter(status -> !status.equals("available"))
                .map(status -> "The backup is " + status + "; it must be available.");
    }

    private Step restore(ResourceRef ref, Values parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        String volume = Form.id(parameters.requireText("volume"));
        if (!volumeStatus(volume, context).equals("restoring-backup")) { // else an attempt before this one has begun
            cloud.send(
                    Request.post(
                            Service.VOLUME,
                            path(requireId(ref)) + "/restore",
                            Map.of("restore", Map.of("volume_id", volume))),
                    context);
        }
        return new Stage(RESTORING, volume).pending("The volume is being written.");
    }

    private Step restored(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        String volume = volumeStatus(stage.id(), context);
        if (volume.startsWith("error")) {
            throw Failures.conflict(
                    "restore-failed", "The volume is " + volume + ": the backup could not be written to it.");
        }
        boolean busy = volume.equals("restoring-backup")
                || require(requireId(ref), context)
                        .text("status")
                        .filter("restoring"::equals)
                        .isPresent();
        return busy ? stage.pending("The volume is being written.") : Step.done();
    }

    private String volumeStatus(String volume, OperationContext context)
            throws ProviderException, InterruptedException {
        return cloud.get(Service.VOLUME, "/volumes" + Request.path(volume), context)
                .nested("volume")
                .text("status")
                .orElse("");
    }

    /** Unlike that of volumes and snapshots, it has no address of its own: it is sent whole. */
    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wants(change, values(now), "metadata")) {
            Map<String, Object> metadata = Metadata.whole(now.nested("metadata"), change.after());
            cloud.send(patching(id, Map.of("metadata", metadata)), context);
        }
        return Optional.empty();
    }

    @Override
    public ActionTable actionTable() {
        return actions;
    }

    /** Cinder takes the request and fails it much later where no service runs; administrators can ask beforehand. */
    @Override
    protected void requireCreatable(Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            List<Values> services = Json.objects(cloud.get(Service.VOLUME, "/os-services?binary=cinder-backup", context)
                    .list("services"));
            if (services.isEmpty()) {
                throw Failures.unsupported("The cloud runs no service for backups (cinder-backup).");
            }
        } catch (ProviderException e) {
            if (e.category() != Category.AUTHENTICATION) { // else only administrators may ask
                throw e;
            }
        }
    }
}
