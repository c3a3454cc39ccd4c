package coop.plenum.aws.ec2;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import java.util.List;
import java.util.Set;

/** Makes images of instances. The image is there at once and shows by itself when it is ready. */
final class ImageActions {
    private final Ec2 ec2;
    private final InstanceActions.Look look;

    ImageActions(Ec2 ec2, InstanceActions.Look look) {
        this.ec2 = ec2;
        this.look = look;
    }

    void addTo(RegionalActions actions) {
        actions.add(
                new Action(
                        "create-image",
                        "Make an image",
                        "Makes an image of the instance, which is restarted for it unless you say otherwise.",
                        List.of(
                                Field.of("name", FieldType.STRING, "Name of the image")
                                        .flags(Field.Flag.REQUIRED),
                                Field.of("withoutRestart", FieldType.BOOLEAN, "Without a restart")
                                        .help("What is on the disks may then contradict itself.")),
                        true),
                Obstacle.unlessIn("instance", Set.of("running", "stopped")),
                this::create);
    }

    private Step create(Place place, RegionalActions.Parameters parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = parameters.values().requireText("name");
        boolean running = parameters.values().flag("withoutRestart").orElse(false);
        ec2.call(
                place.region(),
                "CreateImage",
                context,
                client -> client.createImage(
                        request -> request.instanceId(place.id()).name(name).noReboot(running)));
        return look.at(place, context);
    }
}
