package coop.plenum.blueprint.port;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The resources in a state file of Terraform or OpenTofu, format 4. */
final class TerraformState {
    private static final int MOST = 500;

    private TerraformState() {}

    /**
     * A resource, or one of several that {@code count} or {@code for_each} made.
     *
     * @param address such as {@code aws_instance.web[0]}
     * @param confidential names of attributes that are marked so
     */
    record Instance(String address, String type, String title, Values attributes, Set<String> confidential) {
        private static final int ARN_REGION = 3;

        /** What an item may call something with an id that this instance names: itself, or in the region of this one. */
        List<String> names(String id) {
            List<String> names = new ArrayList<>(List.of(id));
            Stream.of(
                            attributes.text("region"),
                            attributes.text("availability_zone").map(zone -> zone.replaceFirst("[a-z]$", "")),
                            attributes
                                    .text("arn")
                                    .map(arn -> arn.split(":", -1))
                                    .filter(parts -> parts.length > ARN_REGION)
                                    .map(parts -> parts[ARN_REGION]))
                    .flatMap(Optional::stream)
                    .filter(region -> !region.isEmpty())
                    .distinct()
                    .forEach(region -> names.add(region + "/" + id));
            return names;
        }
    }

    /** @throws PlenumException {@code invalid-terraform-state} */
    static List<Instance> read(Values state) {
        if (state.integer("version").orElse(0) != 4) {
            throw invalid(
                    "A state file of format 4 is expected: a JSON object with \"version\": 4 and \"resources\". Write"
                            + " one with \"terraform state pull\".");
        }
        if (!(state.get("resources").orElse(null) instanceof List<?> resources)) {
            throw invalid("The state file has no list \"resources\".");
        }
        List<Instance> instances = new ArrayList<>();
        for (Object each : resources) {
            Values resource = object(each, "resources");
            if (resource.text("mode").orElse("managed").equals("managed")) {
                read(resource, instances);
            }
            if (instances.size() > MOST) {
                throw invalid("The state has more than " + MOST + " resources; take a part of it.");
            }
        }
        return instances;
    }

    private static void read(Values resource, List<Instance> instances) {
        String type = resource.text("type").orElse("");
        String name = resource.text("name").orElse("");
        if (type.isEmpty() || name.isEmpty()) {
            throw invalid("A resource has no \"type\" or no \"name\".");
        }
        String module = resource.text("module").map(text -> text + ".").orElse("");
        for (Object each : resource.list("instances")) {
            Values instance = object(each, "instances");
            Object index = instance.get("index_key").orElse("");
            String suffix = index.equals("") ? "" : index instanceof Long ? "[" + index + "]" : "[\"" + index + "\"]";
            instances.add(new Instance(
                    module + type + "." + name + suffix,
                    type,
                    index.equals("") ? name : name + "_" + index,
                    instance.nested("attributes"),
                    confidential(instance)));
        }
    }

    /** Paths into attributes: as soon as a part is confidential, the whole attribute is. */
    private static Set<String> confidential(Values instance) {
        Set<String> names = new LinkedHashSet<>();
        for (Object path : instance.list("sensitive_attributes")) {
            Object first = path instanceof List<?> steps && !steps.isEmpty() ? steps.get(0) : path;
            if (first instanceof Map<?, ?> step && step.get("value") instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }

    private static Values object(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            Values.Builder values = Values.builder();
            map.forEach((name, element) -> values.put(String.valueOf(name), element));
            return values.build();
        }
        throw invalid("\"" + where + "\" holds something that is no object.");
    }

    static PlenumException invalid(String message) {
        return PlenumException.invalid("invalid-terraform-state", message);
    }
}
