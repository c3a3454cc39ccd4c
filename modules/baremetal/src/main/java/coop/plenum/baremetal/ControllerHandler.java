package coop.plenum.baremetal;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.FirmwareUpdate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Management controllers: shown, and told to write firmware, their own or that of what they manage. */
final class ControllerHandler extends ActingHandler {
    static final String UPDATE = "update-firmware";

    private static final int MOST_TARGETS = 32;
    private static final Duration WRITTEN_BY = Duration.ofMinutes(90);

    private static final List<Action> ACTIONS = List.of(new Action(
            UPDATE,
            "Update firmware",
            "Has the controller fetch an image and write it, and waits until it says that it has. The controller or the "
                    + "machine may restart; an image that is not meant for it may leave it broken.",
            List.of(
                    Field.of("image", FieldType.URL, "Address of the image")
                            .flags(Flag.REQUIRED)
                            .help("That the controller can reach, without a password in it."),
                    Field.of("targets", FieldType.STRING, "Targets")
                            .flags(Flag.MULTIPLE)
                            .help("Names of its firmware as the inventory has them; none: the image says by itself.")),
            true));

    private final TaskSequence tasks = new TaskSequence();

    ControllerHandler(Fleet fleet, Survey survey) {
        super(resourceType(States.BMC_TYPE, List.of(), "address"), fleet, survey, States::controllers, ACTIONS);
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        return ref.known().text("protocol").orElse("").equals("ipmi")
                ? Optional.of("IPMI cannot do this. Reach the controller by Redfish, if it has that.")
                : Optional.empty();
    }

    @Override
    Step act(ActionCall call, Bmc bmc, ExternalId id) throws ProviderException, InterruptedException {
        URI image = ImageAddress.of(call.parameters());
        List<String> targets =
                call.parameters().list("targets").stream().map(String::valueOf).toList();
        if (targets.size() > MOST_TARGETS) {
            throw new ProviderException(
                    Category.USER,
                    "too-many-targets",
                    "At most " + MOST_TARGETS + " targets are updated at once.",
                    "targets",
                    null,
                    null);
        }
        return tasks.run(
                call,
                bmc,
                WRITTEN_BY,
                patience -> bmc.ability(FirmwareUpdate.class, patience).update(image, targets, patience));
    }
}
