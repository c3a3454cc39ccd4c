package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be given to a server and taken from it: volumes, interfaces, floating IPs. */
final class AttachmentActions {
    private final ServerCalls nova;
    private final ServerWaits waits;

    AttachmentActions(ServerCalls nova, ServerWaits waits) {
        this.nova = nova;
        this.waits = waits;
    }

    void addTo(ActionTable table) {
        volumes(table);
        interfaces(table);
    }

    private void volumes(ActionTable table) {
        List<Field> volume = List.of(ServerActions.reference("volume", "Volume", Types.VOLUME));
        table.add(
                new Action("attach-volume", "Attach volume", "Gives the server a volume as a disk.", volume, false),
                Obstacles.in("active", "shutoff", "paused", "suspended"),
                (ref, parameters, context) -> {
                    String id = volume(parameters);
                    nova.attachVolume(ServerActions.id(ref), id, context);
                    return waits.volume(id, true);
                },
                waits::await);
        table.add(
                new Action("detach-volume", "Detach volume", "Takes a volume from the server.", volume, true),
                Obstacles.in("active", "shutoff", "paused", "suspended"),
                (ref, parameters, context) -> {
                    String id = volume(parameters);
                    nova.detachVolume(ServerActions.id(ref), id, context);
                    return waits.volume(id, false);
                },
                waits::await);
    }

    private static String volume(Values parameters) {
        return Form.id(parameters.requireText("volume"));
    }

    private void interfaces(ActionTable table) {
        table.add(
                new Action(
                        "attach-interface",
                        "Attach interface",
                        "Gives the server a new port in a network.",
                        List.of(ServerActions.reference("network", "Network", Types.NETWORK)),
                        false),
                Obstacles.in("active", "shutoff", "paused"),
                (ref, parameters, context) -> {
                    nova.attachInterface(
                            ServerActions.id(ref),
                            Map.of("net_id", Form.id(parameters.requireText("network"))),
                            context);
                    return waits.seen(ServerActions.id(ref), context);
                });
        table.add(
                new Action(
                        "attach-port",
                        "Attach port",
                        "Gives the server a port that there is.",
                        List.of(ServerActions.reference("port", "Port", Types.PORT)),
                        false),
                Obstacles.in("active", "shutoff", "paused"),
                (ref, parameters, context) -> {
                    String port = Form.id(parameters.requireText("port"));
                    if (!nova.interfaceAttached(ServerActions.id(ref), port, context)) {
                        nova.attachInterface(ServerActions.id(ref), Map.of("port_id", port), context);
                    }
                    return waits.seen(ServerActions.id(ref), context);
                });
        table.add(
                new Action(
                        "detach-interface",
                        "Detach interface",
                        "Takes a port from the server.",
                        List.of(ServerActions.reference("port", "Port", Types.PORT)),
                        true),
                Obstacles.in("active", "shutoff", "paused"),
                (ref, parameters, context) -> {
                    String port = Form.id(parameters.requireText("port"));
                    nova.detachInterface(ServerActions.id(ref), port, context);
                    return waits.noPort(port);
                },
                waits::await);
        List<Field> address = List.of(ServerActions.reference("address", "Address", Types.FLOATING_IP));
        table.add(
                new Action(
                        "associate-address",
                        "Associate address",
                        "Leads a floating IP to the server's first port.",
                        address,
                        false),
                Obstacle.none(),
                (ref, parameters, context) -> {
                    nova.lead(Form.id(parameters.requireText("address")), Optional.of(ServerActions.id(ref)), context);
                    return waits.seen(ServerActions.id(ref), context);
                });
        table.add(
                new Action("disassociate-address", "Disassociate address", "Frees a floating IP.", address, true),
                Obstacle.none(),
                (ref, parameters, context) -> {
                    nova.lead(Form.id(parameters.requireText("address")), Optional.empty(), context);
                    return waits.seen(ServerActions.id(ref), context);
                });
    }
}
