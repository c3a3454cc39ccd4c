package coop.plenum.blueprint.port;

import coop.plenum.api.Values;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a blueprint of a Terraform or OpenTofu state; what is or may be confidential stays behind. Thread-safe. */
@Component(service = TerraformImport.class)
public final class TerraformImport {
    /** Parts of names of attributes that hold secrets, whether the state marks them or not. */
    private static final Set<String> SECRET =
            Set.of("password", "passwd", "secret", "token", "private_key", "admin_pass", "credential", "user_data");

    private final ContentTypes types;
    private final TerraformTypes table = new TerraformTypes();

    @Activate
    public TerraformImport(@Reference ContentTypes types) {
        this.types = types;
    }

    public Map<String, Object> read(String name, Values state) {
        return draft(name, state).answer();
    }

    Draft draft(String name, Values state) {
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
        mapped.forEach((instance, key) -> item(draft, instance, key, keys));
        return draft;
    }

    private static String unmapped(Instance instance) {
        boolean known =
                instance.type().startsWith("openstack_") || instance.type().startsWith("aws_");
        return "\"" + instance.type() + "\" has no counterpart here"
                + (known ? "; describe it by hand if a module has one." : ": only OpenStack and AWS are mapped.");
    }

    private void item(Draft draft, Instance instance, String key, Map<String, String> keys) {
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
                values.put(field, value(draft, key, attribute, field, type, value, keys));
            }
        });
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", mapped.type());
        item.put("title", title(instance));
        item.put("values", values);
        draft.item(key, item);
        report(draft, instance, key, mapped, type.isPresent(), confidential, left);
    }

    private static void report(
            Draft draft,
            Instance instance,
            String key,
            Mapped mapped,
            boolean installed,
            List<String> confidential,
            List<String> left) {
        StringBuilder message = new StringBuilder("Is \"" + key + "\", a " + mapped.type() + ".");
        if (!installed) {
            message.append(" There is no such type yet; install the module that brings it.");
        }
        if (!confidential.isEmpty()) {
            message.append(" Not carried over, being confidential: ")
                    .append(confidential)
                    .append('.');
        }
        if (!left.isEmpty()) {
            message.append(" Without counterpart: ").append(left).append('.');
        }
        draft.report(
                instance.address(),
                (installed && confidential.isEmpty() && left.isEmpty()) ? "carried" : "partly",
                message.toString());
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
            Map<String, String> keys) {
        boolean reference = type.flatMap(known -> known.field(field))
                .map(known -> known.type() == FieldType.REFERENCE)
                .orElse(attribute.endsWith("_id") || attribute.endsWith("_ids"));
        if (!reference) {
            return Objects.requireNonNull(Draft.literal(value));
        }
        if (value instanceof List<?> list) {
            List<Object> references = new ArrayList<>();
            list.forEach(element -> references.add(reference(draft, key, field, String.valueOf(element), keys)));
            return references;
        }
        return reference(draft, key, field, String.valueOf(value), keys);
    }

    private static Object reference(Draft draft, String key, String field, String id, Map<String, String> keys) {
        String other = keys.get(id);
        return (other != null && !other.equals(key))
                ? Map.of("ref", other)
                : draft.parameter(
                        key + "_" + field,
                        "The id of the item that is \"" + (id.length() > 100 ? id.substring(0, 100) : id)
                                + "\" in the remote system.",
                        null);
    }
}
