package coop.plenum.blueprint.port;

import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads inventories in Ansible's YAML format. What a vault keeps is not even read: it has no value here. */
final class YamlInventory {
    private static final YamlReader YAML = new YamlReader(Set.of("!vault", "!unsafe", "!vault-encrypted"));

    private YamlInventory() {}

    /** @throws coop.plenum.api.PlenumException {@code invalid-yaml}, {@code invalid-inventory} with the line */
    static Inventory read(String text) {
        Inventory inventory = new Inventory();
        Optional<Node> document = YAML.read(text);
        if (document.isPresent()) {
            mapping(document.get(), "The inventory").members().forEach((name, node) -> group(inventory, name, node));
        }
        return inventory;
    }

    private static void group(Inventory inventory, String name, Node node) {
        if (nothing(node)) {
            inventory.variables(name, Map.of());
            return;
        }
        Node.Mapping group = mapping(node, "The group \"" + name + "\"");
        group.members().forEach((part, content) -> {
            if (nothing(content)) {
                return;
            }
            switch (part) {
                case "hosts" ->
                    mapping(content, "\"hosts\"")
                            .members()
                            .forEach((host, variables) -> HostRange.expand(host)
                                    .forEach(each -> inventory.host(name, each, variables(variables))));
                case "vars" -> inventory.variables(name, variables(content));
                case "children" ->
                    mapping(content, "\"children\"").members().forEach((child, inner) -> {
                        inventory.child(name, child);
                        group(inventory, child, inner);
                    });
                default ->
                    throw Inventory.invalid("The group \"" + name + "\" has \"" + part
                            + "\"; only hosts, vars and children are expected. (" + content.place() + ")");
            }
        });
    }

    private static boolean nothing(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    private static Node.Mapping mapping(Node node, String what) {
        if (node instanceof Node.Mapping map) {
            return map;
        }
        throw Inventory.invalid(what + " is " + node.kind() + "; a mapping is expected. (" + node.place() + ")");
    }

    /** What has a tag stays, without its value, so that the report can name it. */
    private static Map<String, @Nullable Object> variables(Node node) {
        if (nothing(node)) {
            return Map.of();
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        mapping(node, "A list of variables").members().forEach((name, value) -> variables.put(name, value.plain()));
        return variables;
    }
}
