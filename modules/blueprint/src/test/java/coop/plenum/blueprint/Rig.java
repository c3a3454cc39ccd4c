package coop.plenum.blueprint;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.deploy.RigParts;
import coop.plenum.blueprint.language.BlueprintReader;
import coop.plenum.blueprint.language.Expander;
import coop.plenum.core.content.expression.CelExpressions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The module on fakes, wired as Declarative Services would, with the platform's real expressions. */
public final class Rig {
    public static final UUID LAB = new UUID(0, 77);

    public final Caller caller = new Caller(
            new Subject(Subject.Kind.USER, new UUID(0, 7), "ada"), Caller.Source.API, Optional.empty(), "test");
    public final FakeContent content = new FakeContent();
    public final FakeAccess access = new FakeAccess();
    public final FakeSecrets secrets = new FakeSecrets();
    public final FakeDrafts drafts = new FakeDrafts(content);
    public final Expressions expressions = new CelExpressions();
    public final BlueprintReader reader = new BlueprintReader(expressions, content);
    public final Expander expander = new Expander(content, expressions);
    public final RigParts parts = new RigParts(this);

    public Rig() {
        content.type(new ContentType(
                "lab.network",
                "Network",
                1,
                List.of(
                        Field.of("cidr", FieldType.CIDR, "Range").flags(Field.Flag.REQUIRED),
                        Field.of("vlan", FieldType.INTEGER, "VLAN").mode(Field.Mode.BOTH)),
                Set.of(),
                "lab",
                false));
        content.type(new ContentType(
                "lab.server",
                "Server",
                1,
                List.of(
                        Field.of("hostname", FieldType.STRING, "Host name").mode(Field.Mode.BOTH),
                        Field.of("cores", FieldType.INTEGER, "Cores").mode(Field.Mode.BOTH),
                        Field.of("network", FieldType.REFERENCE, "Network").mode(Field.Mode.BOTH),
                        Field.of("networks", FieldType.REFERENCE, "Networks").flags(Field.Flag.MULTIPLE),
                        Field.of("metadata", FieldType.JSON, "Metadata").mode(Field.Mode.BOTH),
                        Field.of("password", FieldType.SECRET, "Password"),
                        Field.of("address", FieldType.IP_ADDRESS, "Address").mode(Field.Mode.OBSERVED)),
                Set.of(),
                "lab",
                false));
        content.type(type(
                "blueprint.deployment",
                List.of("blueprint"),
                List.of(
                        "blueprintRevision",
                        "parameters",
                        "connections",
                        "items",
                        "steps",
                        "secrets",
                        "pending",
                        "lastChange",
                        "status")));
    }

    private static ContentType type(String name, List<String> desired, List<String> observed) {
        List<Field> fields = new java.util.ArrayList<>();
        desired.forEach(field -> fields.add(Field.of(field, FieldType.JSON, field)));
        observed.forEach(
                field -> fields.add(Field.of(field, FieldType.JSON, field).mode(Field.Mode.OBSERVED)));
        return new ContentType(name, name, 1, fields, Set.of(), "lab", false);
    }

    /** A published blueprint. */
    public Item blueprint(String title, String source) {
        return content.create(
                caller,
                NewItem.published("blueprint.blueprint", AccessService.ROOT_SPACE, title, Values.of("source", source)));
    }
}
