package coop.plenum.openstack.volume;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Types;
import java.util.List;

/** Backups of volumes, where the cloud runs the service that makes them. */
final class BackupHandler extends CinderHandler {
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

    BackupHandler(Cloud cloud) {
        super(cloud, KIND);
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
