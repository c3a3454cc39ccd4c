package coop.plenum.baremetal;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.VirtualMedia;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Virtual drives: images are put in and taken out. */
final class MediaHandler extends ActingHandler {
    static final String INSERT = "insert-media";
    static final String EJECT = "eject-media";

    private static final Duration DONE_BY = Duration.ofMinutes(5);

    private static final List<Action> ACTIONS = List.of(
            new Action(
                    INSERT,
                    "Insert media",
                    "Has the controller fetch an image and offer it to the machine as a drive. Set the boot device to boot "
                            + "from it.",
                    List.of(
                            Field.of("image", FieldType.URL, "Address of the image")
                                    .flags(Flag.REQUIRED)
                                    .help("That the controller can reach, without a password in it."),
                            Field.of("writable", FieldType.BOOLEAN, "Writable").help("No unless said otherwise.")),
                    false),
            new Action(EJECT, "Eject media", "Takes the image out.", List.of(), true));

    private final TaskSequence tasks = new TaskSequence();

    MediaHandler(Fleet fleet, Survey survey) {
        super(
                resourceType(PartKind.VIRTUAL_MEDIA.type(), List.of(), "name"),
                fleet,
                survey,
                PartStates.of(PartKind.VIRTUAL_MEDIA),
                ACTIONS);
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        boolean inserted = ref.known().flag("inserted").orElse(false);
        if (action.equals(EJECT) && !inserted) {
            return Optional.of("There is nothing in it.");
        }
        return action.equals(INSERT) && inserted
                ? Optional.of("There is an image in it. Eject it first.")
                : Optional.empty();
    }

    @Override
    Step act(ActionCall call, Bmc bmc, ExternalId id) throws ProviderException, InterruptedException {
        String slot = id.name();
        if (call.action().equals(EJECT)) {
            return tasks.run(
                    call,
                    bmc,
                    DONE_BY,
                    patience -> bmc.ability(VirtualMedia.class, patience).eject(slot, patience));
        }
        URI image = ImageAddress.of(call.parameters());
        boolean writable = call.parameters().flag("writable").orElse(false);
        return tasks.run(
                call,
                bmc,
                DONE_BY,
                patience -> bmc.ability(VirtualMedia.class, patience).insert(slot, image, !writable, patience));
    }
}
