package coop.plenum.openstack.fake;

import coop.plenum.api.Values;
import coop.plenum.openstack.fake.FakeServices.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What hangs on the fake's servers: volumes, as Cinder shows them, and ports, as Neutron does. */
final class FakeAttachments {
    private static final String SERVER = "device_id";

    private final Function<String, FakeCollection> collections;

    FakeAttachments(Function<String, FakeCollection> collections) {
        this.collections = collections;
    }

    /** As Nova: 400 for a volume that something has, 404 for one that this server has not. */
    Answer volume(String method, Map<String, Object> server, List<String> rest, Values sent) {
        FakeCollection volumes = collections.apply("volume/volumes");
        String owner = String.valueOf(server.get("id"));
        if (method.equals("POST")) {
            Map<String, Object> volume = volumes.find(
                            sent.nested("volumeAttachment").requireText("volumeId"))
                    .orElseThrow();
            if (!"available".equals(volume.get("status"))) {
                return Answer.of(400, Map.of("badRequest", Map.of("message", "The volume is in use.")));
            }
            volume.put("status", "in-use");
            volume.put("attachments", List.of(Map.of("server_id", owner, "device", "/dev/vdb")));
            return Answer.of(200, Map.of("volumeAttachment", Map.of("volumeId", volume.get("id"))));
        }
        Optional<Map<String, Object>> held = volumes.find(rest.get(1))
                .filter(volume -> String.valueOf(volume.get("attachments")).contains(owner));
        if (held.isPresent() && method.equals("DELETE")) {
            held.get().put("status", "available");
            held.get().remove("attachments");
        }
        return answer(held, "volumeAttachment");
    }

    Answer port(String method, Map<String, Object> server, List<String> rest, Values sent) {
        FakeCollection ports = collections.apply("network/ports");
        Object owner = server.get("id");
        if (method.equals("POST")) {
            Values wanted = sent.nested("interfaceAttachment");
            Map<String, Object> port = wanted.text("port_id")
                    .flatMap(ports::find)
                    .orElseGet(() -> ports.add(
                            UUID.randomUUID().toString(), Map.of("network_id", wanted.requireText("net_id"))));
            port.put(SERVER, owner);
            return answer(Optional.of(port), "interfaceAttachment");
        }
        Optional<Map<String, Object>> held = ports.find(rest.get(1)).filter(port -> owner.equals(port.get(SERVER)));
        if (method.equals("DELETE")) {
            held.ifPresent(port -> port.remove(SERVER));
        }
        return answer(held, "interfaceAttachment");
    }

    private static Answer answer(Optional<Map<String, Object>> held, String as) {
        return held.isPresent()
                ? Answer.of(200, Map.of(as, Map.of("id", held.get().get("id"))))
                : Answer.of(404, Map.of("itemNotFound", Map.of("message", "It is not attached.")));
    }
}
