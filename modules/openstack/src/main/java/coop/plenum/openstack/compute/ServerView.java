package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Progress;
import coop.plenum.openstack.resource.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a server looks: what Nova writes in ways of its own. */
final class ServerView {
    private static final Map<Long, String> POWER =
            Map.of(0L, "unknown", 1L, "on", 3L, "paused", 4L, "off", 6L, "crashed", 7L, "suspended");
    /** Building ends with any state but these. */
    private static final Set<String> BUILDING = Set.of("BUILD", "UNKNOWN");

    private static final Progress.Reading BROKEN =
            Progress.byStatus("server", "status", Set.of(), Optional.of("fault.message"));

    private ServerView() {}

    static Values values(Values json, Values simple) {
        Values.Builder values = Values.builder().putAll(simple);
        json.integer("OS-EXT-STS:power_state")
                .ifPresent(state -> values.put("powerState", POWER.getOrDefault(state, "unknown")));
        List<String> addresses = ofAddresses(json, "addr");
        values.put("addresses", addresses.isEmpty() ? null : addresses);
        List<String> macs = ofAddresses(json, "OS-EXT-IPS-MAC:mac_addr");
        values.put("macAddresses", macs.isEmpty() ? null : macs);
        List<String> volumes = Json.objects(json.list("os-extended-volumes:volumes_attached")).stream()
                .flatMap(volume -> volume.text("id").stream())
                .toList();
        values.put("volumes", Form.REFERENCES.here(volumes, Types.VOLUME).orElse(null));
        return values.build();
    }

    private static List<String> ofAddresses(Values json, String member) {
        return json.nested("addresses").asMap().values().stream()
                .filter(List.class::isInstance)
                .flatMap(list -> Json.objects((List<?>) list).stream())
                .flatMap(address -> address.text(member).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Metadata is what people put into labels elsewhere. */
    static Map<String, String> labels(Values json, Map<String, String> tags) {
        Map<String, String> labels = new LinkedHashMap<>(tags);
        Form.LABELS
                .here(json.get("metadata").orElse(null), "")
                .ifPresent(
                        metadata -> ((Map<?, ?>) metadata).forEach((name, value) -> labels.put("" + name, "" + value)));
        return labels;
    }

    static Progress progress(Values json) {
        String status = json.text("status").orElse("UNKNOWN");
        if (BUILDING.contains(status)) {
            String task = json.text("OS-EXT-STS:task_state")
                    .map(word -> " (" + word + ")")
                    .orElse("");
            return new Progress.Busy("The server is being built" + task + ".");
        }
        return status.equals("ERROR") ? BROKEN.of(json) : new Progress.Ready();
    }
}
