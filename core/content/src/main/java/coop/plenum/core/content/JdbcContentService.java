package coop.plenum.core.content;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.Observation;
import coop.plenum.api.content.Reference;
import coop.plenum.api.content.Revision;
import coop.plenum.api.content.SpaceGuard;
import coop.plenum.core.content.item.ItemEditor;
import coop.plenum.core.content.item.ItemGuard;
import coop.plenum.core.content.item.ItemLookup;
import coop.plenum.core.content.item.ItemWriter;
import coop.plenum.core.content.item.Observations;
import coop.plenum.core.content.item.References;
import coop.plenum.core.content.item.RevisionLog;
import coop.plenum.core.content.query.ItemLists;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;

/** Items in tables, one per type. */
@Component
public final class JdbcContentService implements ContentService {
    private final List<SpaceGuard> spaceGuards = new CopyOnWriteArrayList<>();
    private final Database database;
    private final ItemGuard guard;
    private final ItemLookup lookup;
    private final ItemEditor editor;
    private final Observations observations;
    private final RevisionLog revisions;
    private final References references;
    private final ItemLists lists;

    @Activate
    public JdbcContentService(
            @org.osgi.service.component.annotations.Reference TypeRegistry registry,
            @org.osgi.service.component.annotations.Reference Database database,
            @org.osgi.service.component.annotations.Reference AccessService access,
            @org.osgi.service.component.annotations.Reference Spaces spaces,
            @org.osgi.service.component.annotations.Reference AuditLog audit,
            @org.osgi.service.component.annotations.Reference EventAdmin events) {
        this.database = database;
        this.guard = new ItemGuard(access);
        this.lookup = new ItemLookup(registry);
        ItemWriter writer = new ItemWriter(database, audit, events, registry.large());
        this.editor = new ItemEditor(database, registry, guard, writer, spaces, spaceGuards);
        this.observations = new Observations(database, registry, guard, writer, audit);
        this.revisions = new RevisionLog(database, registry, guard);
        this.references = new References(database, registry, guard);
        this.lists = new ItemLists(database, registry, guard, spaces);
    }

    /** Modules come and go. */
    @org.osgi.service.component.annotations.Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void addSpaceGuard(SpaceGuard one) {
        spaceGuards.add(one);
    }

    public void removeSpaceGuard(SpaceGuard one) {
        spaceGuards.remove(one);
    }

    @Override
    public Item create(Caller caller, NewItem item) {
        return editor.create(caller, List.of(item), true).get(0);
    }

    @Override
    public List<Item> createAll(Caller caller, List<NewItem> items) {
        return editor.create(caller, items, false);
    }

    @Override
    public Item validate(Caller caller, NewItem item) {
        return editor.validate(caller, item);
    }

    @Override
    public Item update(Caller caller, UUID id, long expectedRevision, ItemPatch patch) {
        return editor.update(caller, id, expectedRevision, patch);
    }

    @Override
    public void delete(Caller caller, UUID id, long expectedRevision, String reason) {
        editor.delete(caller, id, expectedRevision, reason);
    }

    @Override
    public Optional<Item> find(Caller caller, UUID id) {
        return database.read(sql -> lookup.find(sql, id))
                .filter(item -> guard.sees(caller, item))
                .map(item -> guard.shown(caller, item));
    }

    @Override
    public Page<Item> list(Caller caller, ItemQuery query) {
        return lists.list(caller, query);
    }

    @Override
    public Map<String, Long> counts(Caller caller, Optional<UUID> space) {
        return lists.counts(caller, space);
    }

    @Override
    public Page<Revision> revisions(Caller caller, UUID id, PageRequest page) {
        return revisions.list(caller, id, page);
    }

    @Override
    public Optional<Revision> revision(Caller caller, UUID id, long number) {
        return revisions.find(caller, id, number);
    }

    @Override
    public Item revert(Caller caller, UUID id, long expectedRevision, long toNumber, String reason) {
        return editor.revert(caller, id, expectedRevision, toNumber, reason);
    }

    @Override
    public Page<Reference> referencesTo(Caller caller, UUID id, PageRequest page) {
        return references.to(caller, id, page);
    }

    @Override
    public ObservationResult observe(Caller caller, UUID connection, List<Observation> seen) {
        return observations.observe(caller, connection, seen);
    }

    @Override
    public int vanish(Caller caller, UUID connection, String type, Set<String> seenExternalIds) {
        return observations.vanish(caller, connection, type, seenExternalIds);
    }

    @Override
    public void release(Caller caller, UUID id) {
        observations.release(caller, id);
    }

    @Override
    public Optional<Item> findExternal(Caller caller, UUID connection, String type, String externalId) {
        return observations.find(caller, connection, type, externalId);
    }

    @Override
    public Item publishDesired(
            Caller caller, UUID id, long expectedRevision, boolean managed, Values desired, String reason) {
        return editor.publish(caller, id, expectedRevision, managed, desired, reason);
    }
}
