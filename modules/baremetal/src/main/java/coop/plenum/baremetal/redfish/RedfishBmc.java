package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.LanConfig;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A controller that speaks Redfish. It may have several machines. */
public final class RedfishBmc implements Bmc {
    private static final String RESET = "#ComputerSystem.Reset";

    private final BmcAddress address;
    private final RedfishClient client;
    private volatile @Nullable Service service;

    public RedfishBmc(BmcAddress address, Credentials credentials, Https https) {
        this.address = address;
        this.client = new RedfishClient(address, credentials, https);
    }

    @Override
    public BmcAddress address() {
        return address;
    }

    /**
     * Whether there is a Redfish service at all; needs no credentials.
     *
     * @throws ProviderException {@code tls-untrusted}: somebody speaks HTTPS there, so nothing weaker is to be tried
     */
    public boolean present(Patience patience) throws ProviderException, InterruptedException {
        try {
            service(patience);
            return true;
        } catch (ProviderException e) {
            if (e.code().equals("tls-untrusted") || e.code().equals("deadline-exceeded")) {
                throw e;
            }
            return false;
        }
    }

    private Service service(Patience patience) throws ProviderException, InterruptedException {
        Service known = service;
        if (known == null) {
            known = new Service(client, client.root(patience));
            service = known;
        }
        return known;
    }

    @Override
    public String greet(Patience patience) throws ProviderException, InterruptedException {
        Service at = service(patience);
        at.systems(patience);
        String vendor = at.quirks().vendor(at.root());
        return "Redfish " + at.root().text("RedfishVersion").orElse("") + (vendor.isEmpty() ? "" : ", " + vendor);
    }

    @Override
    public Inventory inventory(Patience patience) throws ProviderException, InterruptedException {
        Service at = service(patience).remembering();
        Map<String, Values> systems = at.systems(patience);
        SystemReader reader = new SystemReader(at, patience);
        PartReader parts = new PartReader(at, patience);
        List<Machine> machines = new ArrayList<>();
        Optional<Values> first = Optional.empty();
        parts.controller(at.owners(patience));
        for (Values system : systems.values()) {
            Optional<Values> manager = at.manager(system, patience);
            first = first.or(() -> manager);
            String name = name(system, systems.size());
            machines.add(reader.read(name, system, manager));
            parts.machine(name, system);
        }
        return new Inventory(controller(at, first, patience), machines, parts.parts());
    }

    private static String name(Values system, int systems) {
        return systems == 1 ? "" : system.text("Id").orElse("");
    }

    private static Controller controller(Service at, Optional<Values> manager, Patience patience)
            throws ProviderException, InterruptedException {
        Values values = manager.orElse(Values.empty());
        List<Values> nics = at.optionalMembers(Service.link(values, "EthernetInterfaces"), patience);
        Optional<String> mac =
                nics.stream().flatMap(nic -> SystemReader.mac(nic).stream()).findFirst();
        Optional<String> vendor = Optional.of(at.quirks().vendor(at.root())).filter(name -> !name.isEmpty());
        return new Controller(
                "redfish",
                at.root().text("RedfishVersion").orElse(""),
                SystemReader.text(values, "Manufacturer").or(() -> vendor),
                SystemReader.text(values, "Model"),
                SystemReader.text(values, "FirmwareVersion"),
                SystemReader.text(values, "UUID").map(uuid -> uuid.toLowerCase(Locale.ROOT)),
                mac,
                nics.stream().findFirst().map(LanReader::read).orElse(LanConfig.UNKNOWN),
                manager.map(SystemReader::health).orElse(Health.UNKNOWN));
    }

    @Override
    public PowerState power(String system, Patience patience) throws ProviderException, InterruptedException {
        return SystemReader.power(service(patience).system(system, patience).values());
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, Patience patience)
            throws ProviderException, InterruptedException {
        Service at = service(patience);
        Values action = at.system(system, patience).values().nested("Actions").nested(RESET);
        Optional<String> target = action.text("target");
        List<String> wanted = at.quirks().resetTypes(command);
        List<String> allowed = allowed(at, action, patience);
        Optional<String> type = wanted.stream()
                .filter(candidate -> allowed.isEmpty() || allowed.contains(candidate))
                .findFirst();
        if (target.isEmpty() || type.isEmpty()) {
            throw unsupported(command, null);
        }
        try {
            return Tasks.of(client.post(target.get(), Map.of("ResetType", type.get()), patience));
        } catch (ProviderException e) {
            throw e.category() == Category.UNSUPPORTED && !e.code().equals("license-required")
                    ? unsupported(command, e)
                    : e;
        }
    }

    private ProviderException unsupported(PowerCommand command, @Nullable ProviderException cause) {
        return new ProviderException(
                Category.UNSUPPORTED,
                "power-command-unsupported",
                address + " cannot carry out " + command + ".",
                null,
                null,
                cause);
    }

    /** What the action takes: said in place, or in a description of its own; empty where it is not said. */
    private static List<String> allowed(Service at, Values action, Patience patience)
            throws ProviderException, InterruptedException {
        List<?> inPlace = action.list("ResetType@Redfish.AllowableValues");
        if (!inPlace.isEmpty()) {
            return inPlace.stream().map(String::valueOf).toList();
        }
        Values info = at.optional(action.text("@Redfish.ActionInfo"), patience).orElse(Values.empty());
        return info.list("Parameters").stream()
                .map(Json::values)
                .filter(parameter -> parameter.text("Name").orElse("").equals("ResetType"))
                .flatMap(parameter -> parameter.list("AllowableValues").stream())
                .map(String::valueOf)
                .toList();
    }

    @Override
    public boolean finished(String task, Patience patience) throws ProviderException, InterruptedException {
        return Tasks.finished(client, task, patience);
    }

    @Override
    public void boot(String system, BootOverride override, Patience patience)
            throws ProviderException, InterruptedException {
        Map<String, Object> boot = service(patience).quirks().boot(override);
        patch(system, values -> Map.of("Boot", boot), patience);
    }

    @Override
    public boolean identify(String system, int seconds, Patience patience)
            throws ProviderException, InterruptedException {
        StandardQuirks quirks = service(patience).quirks();
        patch(system, values -> quirks.indicator(values, seconds > 0), patience);
        return false;
    }

    private void patch(String system, Service.Body body, Patience patience)
            throws ProviderException, InterruptedException {
        Service at = service(patience);
        at.patch(at.system(system, patience).link(), body, patience);
    }

    @Override
    public <T> T ability(Class<T> kind, Patience patience) throws ProviderException, InterruptedException {
        Service at = service(patience);
        return List.of(
                        new RedfishBoot(at),
                        new RedfishBios(at),
                        new RedfishMedia(at),
                        new RedfishFirmware(at),
                        new RedfishLogClearing(at),
                        new RedfishSubscriptions(at))
                .stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() ->
                        new ProviderException(Category.UNSUPPORTED, "ability-missing", "Redfish has no such ability."));
    }

    @Override
    public void close() {
        client.logout();
    }
}
