package coop.plenum.blueprint.port;

import coop.plenum.blueprint.yaml.Node;
import coop.plenum.blueprint.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of what Terraform's resources are called here. */
final class TerraformTypes {
    private final Map<String, Mapped> table = new LinkedHashMap<>();

    /** @param fields by attribute */
    record Mapped(String type, Map<String, String> fields) {}

    TerraformTypes() {
        try (InputStream file = TerraformTypes.class.getResourceAsStream("terraform.yaml")) {
            String text = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Node document = new YamlReader(Set.of()).read(text).orElseThrow();
            ((Node.Mapping) document)
                    .members()
                    .forEach((name, node) -> table.put(name, mapped((Map<?, ?>) node.plain())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mapped mapped(Map<?, ?> entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (entry.get("fields") instanceof Map<?, ?> map) {
            map.forEach((attribute, field) -> fields.put(String.valueOf(attribute), String.valueOf(field)));
        }
        return new Mapped(String.valueOf(entry.get("type")), fields);
    }

    Optional<Mapped> find(String resource) {
        return Optional.ofNullable(table.get(resource));
    }

    Map<String, Mapped> all() {
        return table;
    }
}
