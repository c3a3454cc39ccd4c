package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.BiosSettings;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.PartKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Firmware settings: shown, and set for the next boot. */
final class BiosHandler extends ActingHandler {
    static final String SET = "set-bios-settings";
    static final String RESET = "reset-bios";

    private static final int MOST = 200;
    private static final Duration STAGED_BY = Duration.ofMinutes(10);

    private static final List<Action> ACTIONS = List.of(
            new Action(
                    SET,
                    "Set BIOS settings",
                    "Checks settings against what the firmware says it takes, and stages them. They take hold when the "
                            + "machine boots next; it is not restarted.",
                    List.of(Field.of("settings", FieldType.JSON, "Settings")
                            .flags(Flag.REQUIRED)
                            .help("An object of names and values, such as {\"ProcVirtualization\": \"Enabled\"}.")),
                    false),
            new Action(
                    RESET,
                    "Reset BIOS",
                    "Brings back the maker's settings at the next boot. The machine may then not find its system.",
                    List.of(),
                    true));

    private final TaskSequence tasks = new TaskSequence();

    BiosHandler(Fleet fleet, Survey survey) {
        super(
                resourceType(PartKind.BIOS.type(), List.of(), "machine"),
                fleet,
                survey,
                PartStates.of(PartKind.BIOS),
                ACTIONS);
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        return Optional.empty();
    }

    @Override
    Step act(ActionCall call, Bmc bmc, ExternalId id) throws ProviderException, InterruptedException {
        Values settings = call.parameters().nested("settings");
        boolean reset = call.action().equals(RESET);
        if (!reset && (settings.isEmpty() || settings.asMap().size() > MOST)) {
            throw new ProviderException(
                    Category.USER,
                    "invalid-bios-settings",
                    "An object with 1 to " + MOST + " settings is expected.",
                    "settings",
                    null,
                    null);
        }
        return tasks.run(call, bmc, STAGED_BY, patience -> {
            BiosSettings bios = bmc.ability(BiosSettings.class, patience);
            return reset ? bios.reset(id.system(), patience) : bios.set(id.system(), settings, patience);
        });
    }
}
