package coop.plenum.baremetal;

import coop.plenum.api.provider.EventSource.Notice;
import coop.plenum.baremetal.redfish.RedfishEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events that controllers post, and says where to look. */
final class EventDesk {
    private final Senders senders;

    EventDesk(Senders senders) {
        this.senders = senders;
    }

    Optional<List<Notice>> read(byte[] body) {
        RedfishEvent event = RedfishEvent.read(body);
        Optional<String> address = event.contexts().stream()
                .flatMap(context -> senders.find(context).stream())
                .findFirst();
        return address.map(sender -> notices(sender, event));
    }

    /** Of the machine, which has health and event log, and of the part that the event names, if it is known by that name. */
    private static List<Notice> notices(String address, RedfishEvent event) {
        List<Notice> notices = new ArrayList<>();
        for (RedfishEvent.Entry entry : event.entries()) {
            ExternalId only = ExternalId.of(address, "");
            add(notices, States.MACHINE_TYPE, only, entry);
            entry.origin().flatMap(EventOrigin::parse).ifPresent(origin -> {
                origin.system()
                        .ifPresent(system -> add(notices, States.MACHINE_TYPE, ExternalId.of(address, system), entry));
                if (origin.ofController()) {
                    add(notices, States.BMC_TYPE, only, entry);
                }
                origin.part().ifPresent(part -> {
                    add(notices, part.kind().type(), only.part(part.kind().word, part.id()), entry);
                    origin.system()
                            .ifPresent(system -> add(
                                    notices,
                                    part.kind().type(),
                                    ExternalId.of(address, system).part(part.kind().word, part.id()),
                                    entry));
                });
            });
        }
        return notices;
    }

    private static void add(List<Notice> notices, String type, ExternalId id, RedfishEvent.Entry entry) {
        notices.add(new Notice(type, id.toString(), entry.words()));
    }
}
