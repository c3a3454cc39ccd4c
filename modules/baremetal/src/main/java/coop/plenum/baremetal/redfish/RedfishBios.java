package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.BiosSettings;
import coop.plenum.baremetal.bmc.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes firmware settings into the resource of what waits for the next boot. */
final class RedfishBios implements BiosSettings {
    private static final String RESET = "#Bios.ResetBios";
    private static final String APPLY = "@Redfish.SettingsApplyTime";

    private final Service service;

    RedfishBios(Service service) {
        this.service = service;
    }

    @Override
    public Optional<String> set(String system, Values settings, Patience patience)
            throws ProviderException, InterruptedException {
        Values bios = bios(system, patience);
        check(bios, settings, patience);
        Optional<String> place = BiosReader.settings(bios);
        if (place.isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "ability-missing",
                    service.client().address() + " shows the firmware's settings and takes none.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Attributes", settings.asMap());
        // a service that applies them at other times too has to be told, or it waits for ever
        if (bios.nested("@Redfish.Settings").list("SupportedApplyTimes").contains("OnReset")) {
            body.put(APPLY, Map.of("ApplyTime", "OnReset"));
        }
        return Tasks.of(service.patch(place.get(), seen -> body, patience));
    }

    private void check(Values bios, Values settings, Patience patience) throws ProviderException, InterruptedException {
        List<String> problems = new ArrayList<>();
        Values known = bios.nested("Attributes");
        settings.forEach((name, value) -> {
            if (BiosReader.secret(name)) {
                problems.add(name + ": passwords are set at the controller itself.");
            } else if (!known.isEmpty() && !known.has(name)) {
                problems.add(name + ": the firmware has no such setting.");
            }
        });
        Optional<String> registry = bios.text("AttributeRegistry");
        if (problems.isEmpty() && registry.isPresent()) {
            BiosRegistry.find(service, registry.get(), patience)
                    .ifPresent(found -> problems.addAll(found.problems(settings)));
        }
        if (!problems.isEmpty()) {
            throw new ProviderException(
                    Category.USER,
                    "invalid-bios-settings",
                    "Nothing was set. " + String.join(" ", problems.subList(0, Math.min(20, problems.size()))),
                    "settings",
                    null,
                    null);
        }
    }

    @Override
    public Optional<String> reset(String system, Patience patience) throws ProviderException, InterruptedException {
        return Tasks.of(service.act(bios(system, patience), RESET, Map.of(), patience));
    }

    private Values bios(String system, Patience patience) throws ProviderException, InterruptedException {
        Optional<String> link = Service.link(service.system(system, patience).values(), "Bios");
        if (link.isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "ability-missing",
                    service.client().address() + " does not show the firmware's settings.");
        }
        return service.client().get(link.get(), patience);
    }
}
