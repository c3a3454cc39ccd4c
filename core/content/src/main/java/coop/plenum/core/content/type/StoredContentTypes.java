package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Json;
import coop.plenum.core.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Content types as rows. A change has three steps, each of which may be the last one before a crash: the tables are
 * expanded, which nobody notices; the definition is stored with its audit entry, which is the change; what it no longer
 * wants is dropped, from a list that was stored with it and that the next start works off.
 */
@Component(service = ContentTypes.class, immediate = true)
public final class StoredContentTypes implements ContentTypes {
    private static final List<String> COLUMNS = List.of("name", "table_name", "owner", "orphaned", "definition");

    private final TypeRegistry registry;
    private final Database database;
    private final AccessService access;
    private final AuditLog audit;
    private final EventAdmin events;
    private final TypePermissions permissions;

    @Activate
    public StoredContentTypes(
            @Reference TypeRegistry registry,
            @Reference Database database,
            @Reference AccessService access,
            @Reference AuditLog audit,
            @Reference Permissions permissions,
            @Reference EventAdmin events) {
        this.registry = registry;
        this.database = database;
        this.access = access;
        this.audit = audit;
        this.events = events;
        this.permissions = new TypePermissions(permissions);
        this.permissions.declare(registry.all());
        SearchIndex.fill(database, registry.all());
        AddressElements.convert(database, registry.all());
    }

    @Override
    public List<ContentType> all() {
        return registry.all().stream().map(TypeTable::type).toList();
    }

    @Override
    public Optional<ContentType> find(String name) {
        return registry.find(name).map(TypeTable::type);
    }

    @Override
    public List<ContentType> parse(String owner, String json) {
        return TypeJson.parse(owner, json);
    }

    @Override
    public ContentType define(Caller caller, ContentType type) {
        Decision decision = access.require(caller, TypePermissions.MANAGE, AccessService.ROOT_SPACE);
        ContentType wanted = owned(type, ContentType.SITE, false);
        change(wanted, caller, decision, "content-type.define");
        return registry.find(wanted.name()).map(TypeTable::type).orElse(wanted);
    }

    @Override
    public void adopt(Caller caller, String module, Collection<ContentType> types) {
        if (module.equals(ContentType.SITE)) {
            throw PlenumException.invalid("invalid-owner", "\"" + module + "\" is not the name of a module.");
        }
        database.write(sql -> {
            Set<String> names = new TreeSet<>();
            for (ContentType type : types) {
                names.add(type.name());
                change(owned(type, module, false), caller, null, "content-type.adopt");
            }
            // What an upgrade no longer brings stays readable.
            for (TypeTable table : owned(module)) {
                if (!names.contains(table.type().name()) && !table.type().orphaned()) {
                    change(owned(table.type(), module, true), caller, null, "content-type.orphan");
                }
            }
            return null;
        });
    }

    @Override
    public ContentType check(Caller caller, ContentType asked) {
        access.require(caller, TypePermissions.MANAGE, AccessService.ROOT_SPACE);
        TypeTable before = registry.find(asked.name()).orElse(null);
        ContentType type = wellFormed(owned(asked, ContentType.SITE, false), before);
        if (before != null) {
            TypeTable after = new TypeTable(type);
            database.read(sql -> {
                requireCompatible(sql, before, after);
                requireDistinct(sql, before, after);
                return null;
            });
        }
        return type;
    }

    private static ContentType wellFormed(ContentType asked, @Nullable TypeTable before) {
        List<Violation> problems = TypeRules.problems("", asked);
        if (!problems.isEmpty()) {
            throw TypeJson.invalid(problems);
        }
        return before == null ? asked : versioned(before.type(), asked);
    }

    private void change(ContentType asked, Caller caller, @Nullable Decision decision, String action) {
        TypeTable before = registry.find(asked.name()).orElse(null);
        ContentType type = wellFormed(asked, before);
        if (before != null && before.type().equals(type)) {
            return;
        }
        TypeTable after = new TypeTable(type);
        database.write(sql -> {
            if (before != null) {
                requireCompatible(sql, before, after);
            }
            if (before == null || !before.type().fields().equals(type.fields())) {
                expand(after);
            }
            store(sql, after);
            if (before != null) {
                leave(sql, before.contract(after));
                if (SearchIndex.differs(before, after)) {
                    SearchIndex.rebuild(sql, after);
                }
            }
            String earlier = before == null ? null : digest(before.type());
            append(caller, action, type.name(), decision, earlier, digest(type), Values.empty());
            announce(before == null ? "content-type.created" : "content-type.updated", type.name());
            return null;
        });
    }

    private static ContentType versioned(ContentType before, ContentType after) {
        int version = before.fields().equals(after.fields())
                ? Math.max(before.schemaVersion(), after.schemaVersion())
                : Math.max(before.schemaVersion() + 1, after.schemaVersion());
        return new ContentType(
                after.name(), after.label(), version, after.fields(), after.traits(), after.owner(), after.orphaned());
    }

    private static ContentType owned(ContentType type, String owner, boolean orphaned) {
        return new ContentType(
                type.name(), type.label(), type.schemaVersion(), type.fields(), type.traits(), owner, orphaned);
    }

    private List<TypeTable> owned(String owner) {
        return registry.all().stream()
                .filter(table -> table.type().owner().equals(owner))
                .toList();
    }

    private void requireCompatible(Sql sql, TypeTable before, TypeTable after) throws SQLException {
        String owner = before.type().owner();
        if (!owner.equals(after.type().owner())) {
            throw notYours(before.type());
        }
        List<Violation> problems = TypeChange.problems(sql, before, after.type());
        if (!problems.isEmpty()) {
            throw incompatible(after.type(), problems);
        }
    }

    private static PlenumException notYours(ContentType type) {
        return PlenumException.conflict(
                "type-not-yours",
                "The content type \"" + type.name() + "\" belongs to "
                        + (type.owner().equals(ContentType.SITE) ? "the site" : "the module " + type.owner())
                        + ". Choose another name.");
    }

    private static PlenumException incompatible(ContentType type, List<Violation> problems) {
        return new PlenumException(
                PlenumException.Category.CONFLICT,
                "incompatible-change",
                "The content type \"" + type.name() + "\" cannot be changed like that: "
                        + problems.stream().map(Violation::message).collect(Collectors.joining(" ")),
                problems,
                null,
                null);
    }

    private void expand(TypeTable after) {
        try {
            registry.expand(after);
        } catch (PlenumException e) {
            if (e.code().equals("duplicate-key")) {
                throw notDistinct(after.type());
            }
            throw e;
        }
    }

    /** What the index of a field that becomes unique would say. */
    private static void requireDistinct(Sql sql, TypeTable before, TypeTable after) throws SQLException {
        for (FieldColumn column : after.columns()) {
            Optional<FieldColumn> old = before.column(column.field().name());
            if (column.field().is(Field.Flag.UNIQUE)
                    && old.isPresent()
                    && !old.get().field().is(Field.Flag.UNIQUE)
                    && sql.one(column.duplicates(before.name()), row -> row.number(1))
                            .isPresent()) {
                throw notDistinct(after.type());
            }
        }
    }

    private static PlenumException notDistinct(ContentType type) {
        return incompatible(
                type,
                List.of(new Violation(
                        "/fields",
                        "incompatible-change",
                        "Some items have equal values in a field that shall be unique.")));
    }

    private static void store(Sql sql, TypeTable table) throws SQLException {
        ContentType type = table.type();
        sql.update(
                sql.dialect().upsert("content_type", List.of("name"), COLUMNS),
                type.name(),
                table.name(),
                type.owner(),
                type.orphaned(),
                TypeJson.write(type));
    }

    private static void leave(Sql sql, List<String> statements) throws SQLException {
        for (String statement : statements) {
            sql.update("INSERT INTO content_cleanup (id, statement) VALUES (?, ?)", Ids.next(), statement);
        }
    }

    @Override
    public void checkRemoval(Caller caller, String name) {
        access.require(caller, TypePermissions.MANAGE, AccessService.ROOT_SPACE);
        TypeTable table = removable(name);
        database.read(sql -> {
            requireEmpty(sql, table);
            return null;
        });
    }

    @Override
    public void remove(Caller caller, String name) {
        Decision decision = access.require(caller, TypePermissions.MANAGE, AccessService.ROOT_SPACE);
        TypeTable table = removable(name);
        database.write(sql -> {
            requireEmpty(sql, table);
            drop(sql, table);
            append(caller, "content-type.remove", name, decision, digest(table.type()), null, Values.empty());
            return null;
        });
    }

    private TypeTable removable(String name) {
        TypeTable table = registry.find(name)
                .orElseThrow(
                        () -> PlenumException.missing("unknown-type", "There is no content type \"" + name + "\"."));
        if (!table.type().owner().equals(ContentType.SITE)) {
            throw notYours(table.type());
        }
        return table;
    }

    private static void requireEmpty(Sql sql, TypeTable table) throws SQLException {
        long items = count(sql, table);
        if (items > 0) {
            throw PlenumException.conflict(
                    "type-in-use",
                    items + " item(s) of the type \"" + table.type().name() + "\" exist. Delete them first.");
        }
    }

    @Override
    public void orphan(Caller caller, String module, boolean purge) {
        database.write(sql -> {
            List<TypeTable> tables = owned(module);
            if (purge) {
                purge(sql, caller, tables);
            } else {
                for (TypeTable table : tables) {
                    change(owned(table.type(), module, true), caller, null, "content-type.orphan");
                }
            }
            return null;
        });
    }

    private void purge(Sql sql, Caller caller, List<TypeTable> tables) throws SQLException {
        for (TypeTable table : tables) {
            requireUnused(sql, table, tables);
        }
        for (TypeTable table : tables) {
            String ofType = "(SELECT id FROM content_item WHERE type = ?)";
            String name = table.type().name();
            sql.update("DELETE FROM content_reference WHERE source IN " + ofType, name);
            sql.update("DELETE FROM content_pending WHERE source IN " + ofType, name);
            sql.update("DELETE FROM content_label WHERE item IN " + ofType, name);
        }
        for (TypeTable table : tables) {
            String name = table.type().name();
            sql.update("DELETE FROM content_revision WHERE type = ?", name);
            int items = sql.update("DELETE FROM content_item WHERE type = ?", name);
            drop(sql, table);
            append(caller, "content-type.purge", name, null, digest(table.type()), null, Values.of("items", items));
        }
    }

    private static void requireUnused(Sql sql, TypeTable table, List<TypeTable> together) throws SQLException {
        Set<String> names =
                together.stream().map(other -> other.type().name()).collect(Collectors.toCollection(TreeSet::new));
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(table.type().name());
        arguments.addAll(names);
        Optional<String> user = sql.one(
                "SELECT s.type FROM content_reference r JOIN content_item t ON t.id = r.target"
                        + " JOIN content_item s ON s.id = r.source WHERE t.type = ? AND s.type NOT IN ("
                        + "?, ".repeat(names.size() - 1) + "?) FETCH FIRST 1 ROWS ONLY",
                row -> row.text(1),
                arguments.toArray());
        if (user.isPresent()) {
            throw PlenumException.conflict(
                    "type-in-use",
                    "Items of the type \"" + user.get() + "\" refer to items of \""
                            + table.type().name() + "\". Remove the references first, or keep the content.");
        }
    }

    private void drop(Sql sql, TypeTable table) throws SQLException {
        sql.update("DELETE FROM content_type WHERE name = ?", table.type().name());
        leave(sql, table.drop());
        announce("content-type.removed", table.type().name());
    }

    private static long count(Sql sql, TypeTable table) throws SQLException {
        return sql.one(
                        "SELECT COUNT(*) FROM content_item WHERE type = ?",
                        row -> row.number(1),
                        table.type().name())
                .orElse(0L);
    }

    private void append(
            Caller caller,
            String action,
            String type,
            @Nullable Decision decision,
            @Nullable String before,
            @Nullable String after,
            Values details) {
        AuditEvent event = AuditEvent.of(caller, action, "content-type", type)
                .digests(before, after)
                .with(details);
        audit.append(decision == null ? event : event.decided(decision));
    }

    private static String digest(ContentType type) {
        return Json.sha256(TypeJson.write(type).getBytes(StandardCharsets.UTF_8));
    }

    private void announce(String what, String type) {
        database.afterCommit(() -> {
            registry.cleanUp();
            registry.reload();
            permissions.declare(registry.all());
            PlatformEvent event = PlatformEvent.of(what, type, Values.empty());
            events.postEvent(new Event(event.topic(), event.properties()));
        });
    }
}
