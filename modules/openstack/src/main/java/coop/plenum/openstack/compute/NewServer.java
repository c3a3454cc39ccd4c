package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Mark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Nova is sent to make a server. */
final class NewServer {
    private NewServer() {}

    static Map<String, Object> members(Map<String, Object> simple, Mark mark, Values wanted) {
        Map<String, Object> members = new LinkedHashMap<>(simple);
        members.put("flavorRef", Form.id(wanted.get("flavor").orElse("")));
        disks(wanted, members);
        members.put("networks", networks(wanted));
        List<Map<String, String>> groups = wanted.list("securityGroups").stream()
                .map(group -> Map.of("name", Form.id(group)))
                .toList();
        if (!groups.isEmpty()) {
            members.put("security_groups", groups);
        }
        wanted.text("availabilityZone").ifPresent(zone -> members.put("availability_zone", zone));
        wanted.text("userData")
                .ifPresent(data -> members.put(
                        "user_data", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))));
        Map<String, Object> metadata =
                new LinkedHashMap<>(wanted.nested("metadata").asMap());
        metadata.putAll(mark.metadata());
        members.put("metadata", metadata);
        return members;
    }

    /** From an image on the host's disk, from an image on a new volume, or from a volume. */
    private static void disks(Values wanted, Map<String, Object> members) {
        String image = wanted.get("image").map(Form::id).orElse("");
        if (wanted.has("bootVolume")) {
            members.put(
                    "block_device_mapping_v2",
                    List.of(boot("volume", Form.id(wanted.get("bootVolume").orElse("")), Map.of())));
        } else if (wanted.integer("bootVolumeSize").isPresent()) {
            members.put(
                    "block_device_mapping_v2",
                    List.of(boot(
                            "image",
                            image,
                            Map.of(
                                    "volume_size",
                                    wanted.integer("bootVolumeSize").getAsLong(),
                                    "delete_on_termination",
                                    true))));
        } else if (!image.isEmpty()) {
            members.put("imageRef", image);
        }
    }

    private static Map<String, Object> boot(String source, String id, Map<String, Object> more) {
        Map<String, Object> device = new LinkedHashMap<>(more);
        device.put("boot_index", 0);
        device.put("uuid", id);
        device.put("source_type", source);
        device.put("destination_type", "volume");
        return device;
    }

    /** Said in any case: what Nova takes silence for depends on the version. */
    private static Object networks(Values wanted) {
        List<Map<String, String>> networks = new ArrayList<>();
        wanted.list("ports").forEach(port -> networks.add(Map.of("port", Form.id(port))));
        wanted.list("networks").forEach(network -> networks.add(Map.of("uuid", Form.id(network))));
        return networks.isEmpty() ? "none" : networks;
    }

    static Map<String, Object> body(Map<String, Object> members, Values wanted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("server", members);
        wanted.get("serverGroup").ifPresent(group -> body.put("os:scheduler_hints", Map.of("group", Form.id(group))));
        return body;
    }
}
