package coop.plenum.blueprint.port;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.blueprint.port.TerraformState.Instance;
import coop.plenum.blueprint.port.TerraformTypes.Mapped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a blueprint of a Terraform or OpenTofu state; what is or may be confidential stays behind. Thread-safe. */
@Component(service = TerraformImport.class)
public final class TerraformImport {
    /** Parts of names of attributes that hold secrets, whether the state marks them or not. */
    private static final Set<String> SECRET =
            Set.of("password", "passwd", "secret", "token", "private_key", "admin_pass", "credential", "user_data");

    private final ContentService content;
    private final ContentTypes types;
    private final TerraformTypes table = new TerraformTypes();

    @Activate
    public TerraformImport(@Reference ContentService content, @Reference ContentTypes types) {
        this.content = content;
        this.types = types;
    }

    /** @param connection whose items are named as such where they are what the state tells of; empty: all is new */
    public Map<String, Object> read(Caller caller, String name, Values state, Optional<UUID> connection) {
        return draft(name, state, new Present(content, caller, connection)).answer();
    }

    Draft draft(String name, Values state, Present present) {
        Draft draft = new Draft(name);
        List<Instance> instances = TerraformState.read(state);
        Map<String, String> keys = new LinkedHashMap<>();
        Map<Instance, String> mapped = new LinkedHashMap<>();
        for (Instance instance : instances) {
            if (table.find(instance.type()).isPresent()) {
                String key = draft.key(instance.title());
                draft.reserve(key);
                mapped.put(instance, key);
                instance.attributes().text("id").ifPresent(id -> keys.put(id, key));
            } else {
                draft.report(instance.address(), "left", unmapped(instance));
            }
        }
        Known known = new Known(keys, present);
        mapped.forEach((instance, key) -> item(draft, instance, key, known));
        return draft;
    }

    private static String unmapped(Instance instance) {
        boolean known =
                instance.type().startsWith("openstack_") || instance.type().startsWith("aws_");
        return "\"" + instance.type() + "\" has no counterpart here"
                + (known ? "; describe it by hand if a module has one." : ": only OpenStack and AWS are mapped.");
    }

    /** @param keys of the new items, by what the state calls them */
    private record Known(Map<String, String> keys, Present present) {}

    private void item(Draft draft, Instance instance, String key, Known known) {
        Mapped mapped = table.find(instance.type()).orElseThrow();
        Optional<ContentType> type = types.find(mapped.type());
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> confidential = new ArrayList<>();
        List<String> left = new ArrayList<>();
        instance.attributes().forEach((attribute, value) -> {
            String field = mapped.fields().get(attribute);
            if (value == null || empty(value)) {
                return;
            }
            if (instance.confidential().contains(attribute) || secret(attribute)) {
                confidential.add(attribute);
            } else if (field == null
                    || (type.isPresent() && settable(type.get(), field).isEmpty())) {
                left.add(attribute);
            } else {
                values.put(field, value(draft, key, attribute, field, type, value, known, instance));
            }
        });
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", mapped.type());
        Optional<UUID> existing = known.present()
                .find(
                        mapped.type(),
                        instance.attributes().text("id").map(instance::names).orElse(List.of()));
        existing.ifPresentOrElse(id -> item.put("existing", id.toString()), () -> item.put("title", title(instance)));
        item.put("values", values);
        draft.item(key, item);
        report(draft, instance, key, mapped, new Outcome(type.isPresent(), existing.isPresent(), confidential, left));
    }

    private record Outcome(boolean installed, boolean existing, List<String> confidential, List<String> left) {}

    private static void report(Draft draft, Instance instance, String key, Mapped mapped, Outcome outcome) {
        StringBuilder message = new StringBuilder("Is \"" + key + "\", a " + mapped.type() + ".");
        if (outcome.existing()) {
            message.append(" It is there already, and is named by its item.");
        }
        if (!outcome.installed()) {
            message.append(" There is no such type yet; install the module that brings it.");
        }
        if (!outcome.confidential().isEmpty()) {
            message.append(" Not carried over, being confidential: ")
                    .append(outcome.confidential())
                    .append('.');
        }
        if (!outcome.left().isEmpty()) {
            message.append(" Without counterpart: ").append(outcome.left()).append('.');
        }
        boolean whole = outcome.installed()
                && outcome.confidential().isEmpty()
                && outcome.left().isEmpty();
        draft.report(instance.address(), whole ? "carried" : "partly", message.toString());
    }

    private static boolean empty(Object value) {
        return value.equals("") || value.equals(List.of()) || value.equals(Map.of());
    }

    private static boolean secret(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(name::contains);
    }

    private static Optional<Field> settable(ContentType type, String field) {
        return type.field(field).filter(Field::settable);
    }

    private static String title(Instance instance) {
        String title = instance.attributes()
                .text("name")
                .filter(name -> !instance.confidential().contains("name") && !name.isBlank() && name.length() <= 200)
                .orElse(instance.title());
        return String.valueOf(Draft.literal(title));
    }

    private static Object value(
            Draft draft,
            String key,
            String attribute,
            String field,
            Optional<ContentType> type,
            Object value,
            Known known,
            Instance instance) {
        Optional<Field> target = type.flatMap(found -> found.field(field));
        boolean reference = target.map(found -> found.type() == FieldType.REFERENCE)
                .orElse(attribute.endsWith("_id") || attribute.endsWith("_ids"));
        if (!reference) {
            return Objects.requireNonNull(Draft.literal(value));
        }
        List<String> targets = target.map(Field::options).orElse(List.of());
        Function<Object, Object> to = id -> reference(draft, key, field, String.valueOf(id), known, targets, instance);
        return value instanceof List<?> list ? list.stream().map(to).toList() : to.apply(value);
    }

    private static Object reference(
            Draft draft, String key, String field, String id, Known known, List<String> targets, Instance instance) {
        String other = known.keys().get(id);
        if (other != null && !other.equals(key)) {
            return Map.of("ref", other);
        }
        return targets.stream()
                .flatMap(type -> known.present().find(type, instance.names(id)).stream())
                .<Object>map(UUID::toString)
                .findFirst()
                .orElseGet(() -> draft.parameter(
                        key + "_" + field,
                        "The id of the item that is \"" + (id.length() > 100 ? id.substring(0, 100) : id)
                                + "\" in the remote system.",
                        null));
    }
}
