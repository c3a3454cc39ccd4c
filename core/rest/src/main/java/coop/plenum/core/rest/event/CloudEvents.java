package coop.plenum.core.rest.event;

import coop.plenum.api.Values;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.store.Json;
import java.nio.charset.StandardCharsets;

/** Events as CloudEvents 1.0 in structured JSON, framed as server-sent events. */
final class CloudEvents {
    private CloudEvents() {}

    static byte[] frame(EventRing.Numbered numbered) {
        PlatformEvent event = numbered.event();
        Values envelope = Values.builder()
                .put("specversion", "1.0")
                .put("id", numbered.id())
                .put("source", "/plenum")
                .put("type", event.type())
                .put("subject", event.subject())
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json")
                .put("data", event.data())
                .build();
        String frame = "id: " + numbered.id() + "\ndata: " + Json.write(envelope) + "\n\n";
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
