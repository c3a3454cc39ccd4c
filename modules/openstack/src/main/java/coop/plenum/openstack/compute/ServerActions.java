package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be done with a server. */
final class ServerActions {
    private static final String STILL = "active,shutoff";

    private final ServerCalls nova;
    private final ServerWaits waits;
    private final ActionTable table = new ActionTable("A server", Stage::missed);

    ServerActions(ServerCalls nova, ServerWaits.Look look) {
        this.nova = nova;
        this.waits = new ServerWaits(nova, look);
        power();
        size();
        contents();
        ConsoleOutput.addTo(table, nova, waits);
        new AttachmentActions(nova, waits).addTo(table);
    }

    ActionTable table() {
        return table;
    }

    private void power() {
        simple("start", "Start", "Switches the server on.", false, Obstacles.in("shutoff"), "os-start", "active");
        simple(
                "stop",
                "Stop",
                "Asks the operating system to shut down; Nova switches off one that does not in time.",
                true,
                Obstacles.in("active", "error"),
                "os-stop",
                "shutoff");
        reboot(
                "reboot",
                "Reboot",
                "Asks the operating system to restart; Nova resets one that does not in time.",
                "SOFT",
                Obstacles.in("active"));
        reboot(
                "force-reboot",
                "Force reboot",
                "Resets the server at once, whatever its operating system does.",
                "HARD",
                Obstacles.in("active", "shutoff", "paused", "suspended", "error"));
        simple("pause", "Pause", "Holds the server in memory.", true, Obstacles.in("active"), "pause", "paused");
        simple("unpause", "Unpause", "Lets it go on.", false, Obstacles.in("paused"), "unpause", "active");
        simple(
                "suspend",
                "Suspend",
                "Writes its memory to disk.",
                true,
                Obstacles.in("active"),
                "suspend",
                "suspended");
        simple("resume", "Resume", "Reads its memory back.", false, Obstacles.in("suspended"), "resume", "active");
        table.add(
                action("lock", "Lock", "Keeps others from acting on the server.", false),
                known -> Obstacles.locked(known) ? Optional.of("The server is locked already.") : Optional.empty(),
                (ref, parameters, context) -> now(ref, "lock", context));
        table.add(
                action("unlock", "Unlock", "Lets others act on it again.", false),
                known -> Obstacles.locked(known) ? Optional.empty() : Optional.of("The server is not locked."),
                (ref, parameters, context) -> now(ref, "unlock", context));
    }

    private void reboot(String name, String title, String text, String how, Obstacle obstacle) {
        asynchronous(action(name, title, text, true), obstacle, "reboot", parameters -> Map.of("type", how), "active");
    }

    private void size() {
        asynchronous(
                new Action(
                        "resize",
                        "Resize",
                        "Gives the server another flavor. Confirm it or go back afterwards.",
                        List.of(reference("flavor", "Flavor", Types.FLAVOR)),
                        true),
                Obstacles.in("active", "shutoff"),
                "resize",
                parameters -> Map.of("flavorRef", Form.id(parameters.requireText("flavor"))),
                "verify-resize");
        simple(
                "confirm-resize",
                "Confirm resize",
                "Frees what was kept for going back.",
                false,
                Obstacles.in("verify-resize"),
                "confirmResize",
                STILL);
        simple(
                "revert-resize",
                "Revert resize",
                "Goes back to the flavor before.",
                true,
                Obstacles.in("verify-resize"),
                "revertResize",
                STILL);
        asynchronous(
                new Action(
                        "live-migrate",
                        "Live-migrate",
                        "Moves the running server to another host. For administrators.",
                        List.of(Field.of("host", FieldType.STRING, "Host").help("The scheduler's choice if empty.")),
                        false),
                Obstacles.in("active"),
                "os-migrateLive",
                ServerActions::migration,
                "active");
    }

    private static Map<String, @Nullable Object> migration(Values parameters) {
        Map<String, @Nullable Object> migration = new HashMap<>();
        migration.put("host", parameters.text("host").orElse(null));
        migration.put("block_migration", "auto");
        return migration;
    }

    private void contents() {
        table.add(
                new Action(
                        "rebuild",
                        "Rebuild",
                        "Writes an image over the server's disk. What was on it is lost.",
                        List.of(Field.of("image", FieldType.REFERENCE, "Image")
                                .options(Types.IMAGE)
                                .help("The one it was made from if empty.")),
                        true),
                Obstacles.in("active", "shutoff", "error"),
                this::rebuild,
                waits::await);
        table.add(
                new Action(
                        "create-image",
                        "Create image",
                        "Makes an image of the server's disk.",
                        List.of(Field.of("name", FieldType.STRING, "Name of the image")
                                .help("The server's with the time if empty.")),
                        false),
                Obstacles.in("active", "shutoff", "paused", "suspended"),
                this::createImage,
                waits::await);
    }

    private Step rebuild(ResourceRef ref, Values parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Values server = nova.read(id(ref), context);
        String image = parameters
                .text("image")
                .map(Form::id)
                .or(() -> server.nested("image").text("id"))
                .orElseThrow(
                        () -> Failures.user("image", "The server was not made from an image; say from which one."));
        nova.act(id(ref), "rebuild", Map.of("imageRef", image), context);
        return waits.pending(STILL);
    }

    private Step createImage(ResourceRef ref, Values parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        String mark = Mark.of(context.idempotencyKey(), ref.item()).key();
        if (nova.snapshot(mark, context).isEmpty()) {
            String name = parameters
                    .text("name")
                    .orElseGet(() -> ref.title() + " " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
            nova.act(
                    id(ref), "createImage", Map.of("name", name, "metadata", Map.of("plenum_snapshot", mark)), context);
        }
        return waits.pending(ServerWaits.ANY);
    }

    private Step now(ResourceRef ref, String verb, OperationContext context)
            throws ProviderException, InterruptedException {
        nova.act(id(ref), verb, null, context);
        return waits.seen(id(ref), context);
    }

    private void simple(
            String name, String title, String text, boolean disruptive, Obstacle obstacle, String verb, String until) {
        asynchronous(action(name, title, text, disruptive), obstacle, verb, parameters -> null, until);
    }

    private void asynchronous(
            Action action, Obstacle obstacle, String verb, Function<Values, @Nullable Object> body, String until) {
        table.add(
                action,
                obstacle,
                (ref, parameters, context) -> {
                    nova.act(id(ref), verb, body.apply(parameters), context);
                    return waits.pending(until);
                },
                waits::await);
    }

    static String id(ResourceRef ref) throws ProviderException {
        return ref.externalId().orElseThrow(() -> Failures.missing("server"));
    }

    static Field reference(String name, String label, String type) {
        return Field.of(name, FieldType.REFERENCE, label).options(type).flags(Flag.REQUIRED);
    }

    private static Action action(String name, String title, String text, boolean disruptive) {
        return new Action(name, title, text, List.of(), disruptive);
    }
}
