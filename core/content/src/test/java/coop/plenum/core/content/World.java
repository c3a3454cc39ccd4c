package coop.plenum.core.content;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.Field.Mode;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.core.content.type.StoredContentTypes;
import coop.plenum.core.content.type.TypeRegistry;
import coop.plenum.core.store.Database;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The content services on a database, with fakes around them and a few types. */
public final class World {
    public static final Caller SYSTEM = Caller.system("test");
    public static final UUID ROOT = AccessService.ROOT_SPACE;

    public final Database database;
    public final FakeAccess access = new FakeAccess();
    public final FakeSpaces spaces = new FakeSpaces();
    public final FakeAudit audit = new FakeAudit();
    public final FakePermissions permissions = new FakePermissions();
    public final FakeEvents events = new FakeEvents();
    public final TypeRegistry registry;
    public final StoredContentTypes types;
    public final JdbcContentService content;

    public World(Database database) {
        this.database = database;
        this.registry = new TypeRegistry(database);
        this.types = new StoredContentTypes(registry, database, access, audit, permissions, events);
        this.content = new JdbcContentService(registry, database, access, spaces, audit, events);
    }

    public static ContentType type(String name, Field... fields) {
        return new ContentType(name, name, 1, List.of(fields), Set.of(), ContentType.SITE, false);
    }

    /** Where connections are kept. */
    public static ContentType place() {
        return type("test.place", Field.of("city", FieldType.STRING, "City"));
    }

    /** A field of each kind. */
    public static ContentType server() {
        return new ContentType(
                "test.server",
                "Server",
                1,
                List.of(
                        Field.of("hostname", FieldType.STRING, "Host name").flags(Flag.UNIQUE),
                        Field.of("notes", FieldType.TEXT, "Notes"),
                        Field.of("cores", FieldType.INTEGER, "Cores").mode(Mode.BOTH),
                        Field.of("price", FieldType.DECIMAL, "Price"),
                        Field.of("managed", FieldType.BOOLEAN, "Managed, another one"),
                        Field.of("spare", FieldType.BOOLEAN, "Spare"),
                        Field.of("bought", FieldType.DATE_TIME, "Bought"),
                        Field.of("warranty", FieldType.DURATION, "Warranty"),
                        Field.of("power", FieldType.ENUM, "Power")
                                .options("on", "off")
                                .mode(Mode.OBSERVED),
                        Field.of("stage", FieldType.STRING, "Stage")
                                .flags(Flag.KEPT)
                                .mode(Mode.OBSERVED),
                        Field.of("size", FieldType.ENUM, "Size")
                                .options("small", "large")
                                .mode(Mode.BOTH),
                        Field.of("memory", FieldType.QUANTITY, "Memory")
                                .unit("GiBy")
                                .mode(Mode.BOTH),
                        Field.of("address", FieldType.IP_ADDRESS, "Address"),
                        Field.of("addresses", FieldType.IP_ADDRESS, "Addresses").flags(Flag.MULTIPLE),
                        Field.of("network", FieldType.CIDR, "Network"),
                        Field.of("mac", FieldType.MAC, "MAC"),
                        Field.of("page", FieldType.URL, "Page"),
                        Field.of("extra", FieldType.JSON, "Extra"),
                        Field.of("tags", FieldType.LABELS, "Tags"),
                        Field.of("rack", FieldType.REFERENCE, "Rack")
                                .options("test.place")
                                .mode(Mode.BOTH),
                        Field.of("peers", FieldType.REFERENCE, "Peers")
                                .flags(Flag.MULTIPLE)
                                .mode(Mode.BOTH),
                        Field.of("roles", FieldType.STRING, "Roles").flags(Flag.MULTIPLE),
                        Field.of("password", FieldType.SECRET, "Password"),
                        Field.of("serial", FieldType.STRING, "Serial number").flags(Flag.IMMUTABLE),
                        Field.of("salary", FieldType.INTEGER, "Of the admin").flags(Flag.SENSITIVE)),
                Set.of("compute.server"),
                ContentType.SITE,
                false);
    }

    public World withTypes() {
        types.define(SYSTEM, place());
        types.define(SYSTEM, server());
        return this;
    }

    public Item create(String type, String title, Values values) {
        return content.create(SYSTEM, NewItem.published(type, ROOT, title, values));
    }

    public Item server(String title, Values values) {
        return create("test.server", title, values);
    }
}
