package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Machine;
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
    public boolean present(OperationContext context) throws ProviderException, InterruptedException {
        try {
            service(context);
            return true;
        } catch (ProviderException e) {
            if (e.code().equals("tls-untrusted") || e.code().equals("deadline-exceeded")) {
                throw e;
            }
            return false;
        }
    }

    private Service service(OperationContext context) throws ProviderException, InterruptedException {
        Service known = service;
        if (known == null) {
            known = new Service(client, client.root(context));
            service = known;
        }
        return known;
    }

    @Override
    public String greet(OperationContext context) throws ProviderException, InterruptedException {
        Service at = service(context);
        at.systems(context);
        String vendor = at.quirks().vendor(at.root());
        return "Redfish " + at.root().text("RedfishVersion").orElse("") + (vendor.isEmpty() ? "" : ", " + vendor);
    }

    @Override
    public Inventory inventory(OperationContext context) throws ProviderException, InterruptedException {
        Service at = service(context);
        Map<String, Values> systems = at.systems(context);
        SystemReader reader = new SystemReader(at, context);
        List<Machine> machines = new ArrayList<>();
        Optional<Values> first = Optional.empty();
        for (Values system : systems.values()) {
            Optional<Values> manager = manager(at, system, context);
            first = first.or(() -> manager);
            machines.add(reader.read(name(system, systems.size()), system, manager));
        }
        return new Inventory(controller(at, first, context), machines);
    }

    private static String name(Values system, int systems) {
        return systems == 1 ? "" : system.text("Id").orElse("");
    }

    private static Optional<Values> manager(Service at, Values system, OperationContext context)
            throws ProviderException, InterruptedException {
        List<String> links = Service.links(system.nested("Links"), "ManagedBy");
        if (!links.isEmpty()) {
            return at.optional(Optional.of(links.get(0)), context);
        }
        return at.optionalMembers(Service.link(at.root(), "Managers"), context).stream()
                .findFirst();
    }

    private static Controller controller(Service at, Optional<Values> manager, OperationContext context)
            throws ProviderException, InterruptedException {
        Values values = manager.orElse(Values.empty());
        Optional<String> mac = at.optionalMembers(Service.link(values, "EthernetInterfaces"), context).stream()
                .flatMap(nic -> SystemReader.mac(nic).stream())
                .findFirst();
        Optional<String> vendor = Optional.of(at.quirks().vendor(at.root())).filter(name -> !name.isEmpty());
        return new Controller(
                "redfish",
                at.root().text("RedfishVersion").orElse(""),
                SystemReader.text(values, "Manufacturer").or(() -> vendor),
                SystemReader.text(values, "Model"),
                SystemReader.text(values, "FirmwareVersion"),
                SystemReader.text(values, "UUID").map(uuid -> uuid.toLowerCase(Locale.ROOT)),
                mac,
                manager.map(SystemReader::health).orElse(Health.UNKNOWN));
    }

    private record Found(String link, Values system) {}

    private Found system(String name, OperationContext context) throws ProviderException, InterruptedException {
        Map<String, Values> systems = service(context).systems(context);
        return systems.entrySet().stream()
                .filter(entry ->
                        name.isEmpty() || entry.getValue().text("Id").orElse("").equals(name))
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING, "machine-missing", address + " no longer has the machine."));
    }

    @Override
    public PowerState power(String system, OperationContext context) throws ProviderException, InterruptedException {
        return SystemReader.power(system(system, context).system());
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, OperationContext context)
            throws ProviderException, InterruptedException {
        Service at = service(context);
        Values action = system(system, context).system().nested("Actions").nested(RESET);
        Optional<String> target = action.text("target");
        List<String> wanted = at.quirks().resetTypes(command);
        List<String> allowed = allowed(at, action, context);
        Optional<String> type = wanted.stream()
                .filter(candidate -> allowed.isEmpty() || allowed.contains(candidate))
                .findFirst();
        if (target.isEmpty() || type.isEmpty()) {
            throw unsupported(command, null);
        }
        try {
            return task(client.post(target.get(), Map.of("ResetType", type.get()), context));
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
    private static List<String> allowed(Service at, Values action, OperationContext context)
            throws ProviderException, InterruptedException {
        List<?> inPlace = action.list("ResetType@Redfish.AllowableValues");
        if (!inPlace.isEmpty()) {
            return inPlace.stream().map(String::valueOf).toList();
        }
        Values info = at.optional(action.text("@Redfish.ActionInfo"), context).orElse(Values.empty());
        return info.list("Parameters").stream()
                .map(Json::values)
                .filter(parameter -> parameter.text("Name").orElse("").equals("ResetType"))
                .flatMap(parameter -> parameter.list("AllowableValues").stream())
                .map(String::valueOf)
                .toList();
    }

    private static Optional<String> task(RedfishClient.Reply reply) {
        return reply.status() == 202 ? reply.location().or(() -> reply.body().text(Service.ID)) : Optional.empty();
    }

    @Override
    public boolean finished(String task, OperationContext context) throws ProviderException, InterruptedException {
        RedfishClient.Reply reply;
        try {
            reply = client.fetch(task, context);
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                // the service has finished with it and forgotten it
                return true;
            }
            throw e.category() == Category.TRANSIENT || e.category() == Category.AUTHENTICATION
                    ? e
                    : failed(e.getMessage());
        }
        return switch (reply.body().text("TaskState").orElse(reply.status() == 202 ? "Running" : "Completed")) {
            case "Completed" -> true;
            case "Exception", "Killed", "Cancelled", "Interrupted" ->
                throw failed(said(reply.body()).orElse("the service gave no reason"));
            default -> false;
        };
    }

    private static Optional<String> said(Values task) {
        return task.list("Messages").stream()
                .map(Json::values)
                .flatMap(message -> message.text("Message").stream())
                .reduce((one, other) -> one + " " + other);
    }

    private ProviderException failed(String why) {
        return new ProviderException(
                Category.INTERNAL, "task-failed", address + " took the command and then failed: " + why);
    }

    @Override
    public void boot(String system, BootOverride override, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> boot = service(context).quirks().boot(override);
        patch(system, values -> Map.of("Boot", boot), context);
    }

    @Override
    public boolean identify(String system, int seconds, OperationContext context)
            throws ProviderException, InterruptedException {
        StandardQuirks quirks = service(context).quirks();
        patch(system, values -> quirks.indicator(values, seconds > 0), context);
        return false;
    }

    @FunctionalInterface
    private interface Body {
        Map<String, Object> of(Values system);
    }

    /** Once more when somebody else changed the system in between. */
    private void patch(String system, Body body, OperationContext context)
            throws ProviderException, InterruptedException {
        String link = system(system, context).link();
        try {
            RedfishClient.Reply seen = client.fetch(link, context);
            client.patch(link, body.of(seen.body()), seen.etag(), context);
        } catch (ProviderException e) {
            if (e.category() != Category.CONFLICT) {
                throw e;
            }
            RedfishClient.Reply seen = client.fetch(link, context);
            client.patch(link, body.of(seen.body()), seen.etag(), context);
        }
    }

    @Override
    public void close() {
        client.logout();
    }
}
