package coop.plenum.openstack.volume;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Metadata;
import coop.plenum.openstack.resource.Progress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What volumes and snapshots have in common: the mark stands in their metadata, and they take their time. */
class CinderHandler extends CollectionHandler {
    static final Attribute NAME = Attribute.free("name", "name", Form.TEXT);
    static final Attribute DESCRIPTION = Attribute.free("description", "description", Form.TEXT);
    static final Attribute METADATA =
            Attribute.free("metadata", "metadata", Form.LABELS).apart();
    static final Attribute STATUS = Attribute.told("status", "status", Form.WORD);
    static final Attribute CREATED = Attribute.told("createdAt", "created_at", Form.TIME);

    private final Progress.Reading progress;

    CinderHandler(Cloud cloud, Kind kind) {
        super(cloud, kind);
        this.progress = Progress.byStatus(
                kind.noun(), "status", Set.of("available", "in-use", "reserved", "maintenance"), Optional.empty());
    }

    @Override
    protected Progress progress(Values json) {
        return progress.of(json);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        Map<String, Object> metadata =
                new LinkedHashMap<>(change.after().nested("metadata").asMap());
        metadata.putAll(mark.metadata());
        members.put("metadata", metadata);
        return members;
    }

    @Override
    protected Optional<Step> amended(String id, Change change, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wants(change, values(now), "metadata")) {
            new Metadata(cloud, Service.VOLUME, path(id)).change(now.nested("metadata"), change.after(), context);
        }
        return Optional.empty();
    }
}
