package coop.plenum.blueprint.port;

import coop.plenum.api.PlenumException;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Field;
import coop.plenum.blueprint.port.Inventory.Host;
import coop.plenum.blueprint.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes a blueprint of an Ansible inventory: its hosts are a parameter, over which one item is repeated. Nothing that a
 * vault keeps, or whose name speaks of a secret, is carried over. Thread-safe.
 */
@Component(service = AnsibleImport.class)
public final class AnsibleImport {
    private static final String TYPE = "ssh.host";
    private static final Pattern YAML = Pattern.compile("\\A(?:\\s|#[^\n]*\n)*(?:---|[\\w.-]+:\\s*(?:\n|\\z|#|\\{))");
    private static final Set<String> SECRET = Set.of("pass", "secret", "token", "key", "vault", "credential");
    private static final int LONGEST_KEY = 40;
    /** What Ansible's variables of a connection are called here. */
    private static final Map<String, String> FIELDS =
            Map.of("ansible_host", "address", "ansible_port", "port", "ansible_user", "user");

    private final ContentTypes types;

    @Activate
    public AnsibleImport(@Reference ContentTypes types) {
        this.types = types;
    }

    /** @throws PlenumException {@code invalid-inventory}, {@code invalid-yaml} */
    public Map<String, Object> read(String name, String text) {
        Inventory inventory = YAML.matcher(text).find() ? YamlInventory.read(text) : IniInventory.read(text);
        List<Host> hosts = inventory.resolve();
        if (hosts.isEmpty()) {
            throw Inventory.invalid("The inventory has no hosts.");
        }
        List<Map<String, String>> report = new ArrayList<>();
        Optional<ContentType> type = types.find(TYPE);
        if (type.isEmpty()) {
            report.add(line(
                    TYPE,
                    "partly",
                    "There is no such type. Install the module ssh, which brings it, and read the inventory again."));
        }
        Map<String, Object> given = new LinkedHashMap<>();
        hosts.forEach(host -> given.put(key(host.name(), given), host(host, report)));
        return Map.of("source", YamlWriter.write(document(name, given, type)), "report", report);
    }

    private static Map<String, Object> document(String name, Map<String, Object> hosts, Optional<ContentType> type) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("type", "object");
        parameter.put("description", "The hosts by name: address, port, user, groups.");
        parameter.put("default", hosts);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", "${each.value.address}");
        values.put("port", "${has(each.value.port) ? each.value.port : 22}");
        values.put("user", "${has(each.value.user) ? each.value.user : null}");
        type.ifPresent(known -> values.keySet()
                .retainAll(known.fields().stream()
                        .filter(Field::settable)
                        .map(Field::name)
                        .toList()));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", TYPE);
        item.put("foreach", "parameters.hosts");
        item.put("title", "${each.value.name}");
        item.put("values", values);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("parameters", Map.of("hosts", parameter));
        document.put("items", Map.of("host", item));
        return document;
    }

    private static String key(String name, Map<String, Object> taken) {
        String letters = name.replaceAll("[^a-zA-Z0-9._-]", "-");
        String first = letters.length() > LONGEST_KEY - 4 ? letters.substring(0, LONGEST_KEY - 4) : letters;
        String key = first;
        for (int i = 2; taken.containsKey(key); i++) {
            key = first + "-" + i;
        }
        return key;
    }

    private static Map<String, Object> host(Host host, List<Map<String, String>> report) {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("name", host.name());
        given.put("address", host.name());
        Set<String> confidential = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        host.variables().forEach((name, value) -> {
            String field = FIELDS.get(name);
            if (secret(name, value)) {
                confidential.add(name);
            } else if (field == null || value == null || value instanceof List || value instanceof Map) {
                left.add(name);
            } else if (field.equals("port")) {
                port(value).ifPresentOrElse(port -> given.put(field, port), () -> left.add(name));
            } else {
                given.put(field, String.valueOf(value));
            }
        });
        if (!host.groups().isEmpty()) {
            given.put("groups", List.copyOf(host.groups()));
        }
        String message = (confidential.isEmpty() ? "" : "Not carried over, being confidential: " + confidential + ". ")
                + (left.isEmpty() ? "" : "Without counterpart: " + left + ". ");
        report.add(line(
                host.name(),
                message.isEmpty() ? "carried" : "partly",
                message.isEmpty() ? "Is a host." : message.strip()));
        return given;
    }

    private static boolean secret(String name, @Nullable Object value) {
        String small = name.toLowerCase(Locale.ROOT);
        return value == null
                || String.valueOf(value).contains("$ANSIBLE_VAULT")
                || SECRET.stream().anyMatch(small::contains);
    }

    private static Optional<Long> port(Object value) {
        String text = String.valueOf(value);
        return text.matches("[0-9]{1,5}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Map<String, String> line(String what, String outcome, String message) {
        return Map.of("what", what, "outcome", outcome, "message", message);
    }
}
