package coop.plenum.core.content.type;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.ContentType;
import coop.plenum.core.store.Database;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All content types in memory, as they are in the database; read when the bundle starts and after each change. */
@Component(service = TypeRegistry.class)
public final class TypeRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(TypeRegistry.class);

    private final Database database;
    private final LargeTypes large = new LargeTypes();
    private volatile Map<String, TypeTable> types = Map.of();

    @Activate
    public TypeRegistry(@Reference Database database) {
        this.database = database;
        database.migrate("content", ContentSchema.migrations());
        cleanUp();
        reload();
    }

    public Collection<TypeTable> all() {
        return types.values();
    }

    public Optional<TypeTable> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** @throws PlenumException {@code unknown-type} */
    public TypeTable require(String name) {
        return find(name)
                .orElseThrow(() -> PlenumException.invalid(
                        "unknown-type",
                        "There is no content type \"" + name + "\". GET /api/v1/content-types lists them; a module may"
                                + " have to be installed."));
    }

    public LargeTypes large() {
        return large;
    }

    /** Those that carry the trait. */
    public List<TypeTable> withTrait(String trait) {
        return all().stream()
                .filter(table -> table.type().traits().contains(trait))
                .toList();
    }

    synchronized void reload() {
        Map<String, TypeTable> loaded = new TreeMap<>();
        database.read(sql -> sql.query("SELECT definition, owner, orphaned FROM content_type ORDER BY name", row -> {
                    ContentType type = TypeJson.stored(row.text(1), row.text(2), row.flag(3));
                    return types.containsKey(type.name())
                                    && types.get(type.name()).type().equals(type)
                            ? types.get(type.name())
                            : new TypeTable(type);
                }))
                .forEach(table -> loaded.put(table.type().name(), table));
        types = Collections.unmodifiableMap(loaded);
        large.reload(database.read(sql -> sql.query("SELECT name FROM content_type WHERE large", row -> row.text(1))));
    }

    /** Adds what the type needs, in a transaction of its own: on H2 such statements would commit the caller's. */
    void expand(TypeTable table) {
        database.writeDetached(sql -> {
            Set<String> present = Set.copyOf(sql.query(
                    "SELECT column_name FROM information_schema.columns WHERE table_name IN (?, ?)",
                    // H2 writes names in capitals, and its LOWER would do as is done where the server runs
                    row -> row.text(1).toLowerCase(Locale.ROOT),
                    table.name(),
                    table.name().toUpperCase(Locale.ROOT)));
            for (String statement : table.expand(sql.dialect(), present)) {
                sql.update(statement);
            }
            return null;
        });
    }

    /** Runs what committed changes have left to be taken away; what fails stays for the next time. */
    void cleanUp() {
        Map<UUID, String> left = new TreeMap<>();
        database.read(sql ->
                sql.query("SELECT id, statement FROM content_cleanup", row -> left.put(row.uuid(1), row.text(2))));
        left.forEach((id, statement) -> {
            try {
                database.writeDetached(sql -> {
                    sql.update(statement);
                    return sql.update("DELETE FROM content_cleanup WHERE id = ?", id);
                });
            } catch (PlenumException e) {
                LOG.warn(
                        "A table or index of a removed content type could not be dropped; the next start tries again",
                        e);
            }
        });
    }
}
