package coop.plenum.aws.ec2;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import coop.plenum.aws.common.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What can be done with an instance. */
final class InstanceActions {
    private static final String UNTIL = "until";
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final Ec2 ec2;
    private final Resizing resizing;
    private final Require require;
    private final Look look;
    private final RegionalActions actions = new RegionalActions("An instance");

    InstanceActions(Ec2 ec2, Resizing resizing, Require require, Look look) {
        this.ec2 = ec2;
        this.resizing = resizing;
        this.require = require;
        this.look = look;
        power();
        actions.add(
                new Action(
                        "resize",
                        "Resize",
                        "Gives the instance another type. One that runs is stopped for it and started again.",
                        List.of(Field.of("instanceType", FieldType.STRING, "Type")
                                .flags(Field.Flag.REQUIRED)
                                .help("Such as t3.small.")),
                        true),
                Obstacle.unlessIn("instance", Set.of("running", "stopped")),
                (place, parameters, context) -> resizing.begin(
                        place, require.now(place, context), parameters.values().requireText("instanceType"), context),
                this::resized);
        new AttachmentActions(ec2, require, look).addTo(actions);
        new ImageActions(ec2, look).addTo(actions);
        ConsoleOutput.addTo(actions, ec2, look);
    }

    /** Looks at an instance that must be there. */
    @FunctionalInterface
    interface Require {
        Instance now(Place place, OperationContext context) throws ProviderException, InterruptedException;
    }

    /** Ends an action with how the instance is once it has come to rest. */
    @FunctionalInterface
    interface Look {
        Step at(Place place, OperationContext context) throws ProviderException, InterruptedException;
    }

    ActionTable table() {
        return actions.table();
    }

    private void power() {
        add(
                new Action("start", "Start", "Switches the instance on.", List.of(), false),
                Set.of("stopped"),
                "StartInstances",
                (client, id) -> client.startInstances(request -> request.instanceIds(id)),
                "running");
        add(
                new Action(
                        "stop",
                        "Stop",
                        "Asks the operating system to shut down; AWS switches off one that does not in time.",
                        List.of(),
                        true),
                Set.of("running"),
                "StopInstances",
                (client, id) -> client.stopInstances(request -> request.instanceIds(id)),
                "stopped");
        add(
                new Action(
                        "force-stop",
                        "Force stop",
                        "Switches the instance off without waiting for its operating system.",
                        List.of(),
                        true),
                Set.of("running", "stopping"),
                "StopInstances",
                (client, id) ->
                        client.stopInstances(request -> request.instanceIds(id).force(true)),
                "stopped");
        add(
                new Action(
                        "reboot",
                        "Reboot",
                        "Asks the operating system to restart; AWS resets one that does not in time.",
                        List.of(),
                        true),
                Set.of("running"),
                "RebootInstances",
                (client, id) -> client.rebootInstances(request -> request.instanceIds(id)),
                "running");
    }

    private void add(
            Action action, Set<String> states, String what, BiConsumer<Ec2Client, String> request, String until) {
        actions.add(
                action,
                Obstacle.unlessIn("instance", states),
                (place, parameters, context) -> {
                    ec2.call(place.region(), what, context, client -> {
                        request.accept(client, place.id());
                        return place;
                    });
                    return Stage.of(UNTIL, until).pending("AWS has been told.");
                },
                this::awaited);
    }

    private Step awaited(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!stage.is(UNTIL)) {
            throw Stage.foreign();
        }
        String status = InstanceView.status(require.now(place, context));
        if (status.equals(stage.rest())) {
            return look.at(place, context);
        }
        if (stage.isOlderThan(LONGEST)) {
            throw Faults.conflict(
                    "wrong-state", "The instance is " + status + " and did not become " + stage.rest() + ".");
        }
        return stage.pending("The instance is " + status + ".");
    }

    private Step resized(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Step> further = resizing.goOn(place, require.now(place, context), stage, context);
        return further.isPresent() ? further.get() : look.at(place, context);
    }
}
