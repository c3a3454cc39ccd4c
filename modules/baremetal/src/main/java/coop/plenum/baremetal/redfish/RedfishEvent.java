package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a controller posts. Whatever it says is somebody else's words; a body that is no event has neither contexts nor entries.
 *
 * @param contexts of the subscription, which most controllers put on top and some into each entry
 */
public record RedfishEvent(List<String> contexts, List<Entry> entries) {
    private static final int MOST = 32;

    public RedfishEvent {
        contexts = List.copyOf(contexts);
        entries = List.copyOf(entries);
    }

    /**
     * One thing that has happened.
     *
     * @param origin the address of the resource that it is about, at the controller
     * @param words for people
     */
    public record Entry(Optional<String> origin, String words) {}

    public static RedfishEvent read(byte[] body) {
        Values event = Json.read(body);
        List<Values> all =
                event.list("Events").stream().limit(MOST).map(Json::values).toList();
        List<String> contexts = Stream.concat(Stream.of(event), all.stream())
                .flatMap(from -> from.text("Context").stream())
                .distinct()
                .toList();
        List<Entry> entries = new ArrayList<>();
        all.forEach(one -> entries.add(entry(one)));
        return new RedfishEvent(contexts, entries);
    }

    private static Entry entry(Values event) {
        Optional<String> origin =
                event.nested("OriginOfCondition").text(Service.ID).or(() -> event.text("OriginOfCondition"));
        String severity = PartTable.line(event, "MessageSeverity")
                .or(() -> PartTable.line(event, "Severity"))
                .map(word -> word + ": ")
                .orElse("");
        String said = PartTable.line(event, "Message")
                .or(() -> PartTable.line(event, "MessageId"))
                .or(() -> PartTable.line(event, "EventType"))
                .orElse("something has happened");
        return new Entry(origin, PartTable.cut(severity + said));
    }
}
