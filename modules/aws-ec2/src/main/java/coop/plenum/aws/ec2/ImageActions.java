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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes images of instances. The image is there at once and shows by itself when it is ready. */
final class ImageActions {
    private static final int LONGEST = 128;
    private static final int TIME_LENGTH = " 2026-01-31 12.30.59".length();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

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
                        "Create image",
                        "Makes an image of the instance's disks.",
                        List.of(
                                Field.of("name", FieldType.STRING, "Name of the image")
                                        .help("The instance's with the time if empty."),
                                Field.of("restart", FieldType.BOOLEAN, "With a restart")
                                        .help("Else what is on the disks may contradict itself.")),
                        false),
                Obstacle.unlessIn("instance", Set.of("running", "stopped")),
                this::create);
    }

    private Step create(Place place, RegionalActions.Parameters parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = parameters
                .values()
                .text("name")
                .filter(given -> !given.isBlank())
                .orElseGet(() -> nameAt(parameters.ref().title(), Instant.now()));
        boolean restart = parameters.values().flag("restart").orElse(false);
        ec2.call(
                place.region(),
                "CreateImage",
                context,
                client -> client.createImage(
                        request -> request.instanceId(place.id()).name(name).noReboot(!restart)));
        return look.at(place, context);
    }

    /** AWS takes each name once, and few characters besides letters and digits. */
    static String nameAt(String title, Instant now) {
        String plain = title.replaceAll("[^A-Za-z0-9()\\[\\] ./'@_-]", "-");
        return plain.substring(0, Math.min(plain.length(), LONGEST - TIME_LENGTH)) + " " + TIME.format(now);
    }
}
