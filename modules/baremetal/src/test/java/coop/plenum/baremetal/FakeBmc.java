package coop.plenum.baremetal;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.Hardware;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.LanConfig;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.bmc.Sensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A controller in memory, whose power does not change until it is told to. */
final class FakeBmc implements Bmc {
    private final BmcAddress address;
    final List<PowerCommand> commands = new CopyOnWriteArrayList<>();
    final List<Integer> lights = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    volatile PowerState power = PowerState.OFF;
    volatile String failure = "";
    volatile boolean cycles = true;
    volatile boolean taskOver = true;
    volatile String task = "";
    volatile int sensors = 1;
    volatile Health health = Health.OK;

    FakeBmc(BmcAddress address) {
        this.address = address;
    }

    private void check() throws ProviderException {
        if (!failure.isEmpty()) {
            Category category = failure.equals("unreachable") ? Category.TRANSIENT : Category.AUTHENTICATION;
            throw new ProviderException(category, failure, failure + " at " + address);
        }
    }

    @Override
    public BmcAddress address() {
        return address;
    }

    @Override
    public String greet(Patience patience) throws ProviderException {
        check();
        return "fake";
    }

    @Override
    public Inventory inventory(Patience patience) throws ProviderException {
        reads.incrementAndGet();
        check();
        List<Sensor> all = new ArrayList<>();
        for (int i = 0; i < sensors; i++) {
            all.add(new Sensor(
                    "s" + i,
                    "Sensor " + i,
                    "temperature",
                    "Cel",
                    Optional.of(new BigDecimal(reads.get())),
                    Health.OK,
                    new Sensor.Thresholds(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(new BigDecimal(90)))));
        }
        Hardware hardware = new Hardware(
                Optional.of("ACME"),
                Optional.of("Server"),
                Optional.empty(),
                Optional.of("SN" + address.port()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        Machine machine = new Machine(
                "",
                Optional.empty(),
                power,
                health,
                hardware,
                Optional.of(BootOverride.NONE),
                List.of(),
                Optional.empty(),
                List.of(),
                all,
                EventLog.EMPTY);
        Controller controller = new Controller(
                "ipmi",
                "2.0",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                LanConfig.UNKNOWN,
                Health.OK);
        return new Inventory(controller, List.of(machine), List.of());
    }

    @Override
    public PowerState power(String system, Patience patience) throws ProviderException {
        check();
        return power;
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, Patience patience) throws ProviderException {
        check();
        if (command == PowerCommand.CYCLE && !cycles) {
            throw new ProviderException(Category.UNSUPPORTED, "power-command-unsupported", "no cycle");
        }
        commands.add(command);
        return Optional.of(task).filter(name -> !name.isEmpty());
    }

    @Override
    public boolean finished(String name, Patience patience) throws ProviderException {
        check();
        return taskOver;
    }

    @Override
    public void boot(String system, BootOverride override, Patience patience) throws ProviderException {
        check();
    }

    @Override
    public boolean identify(String system, int seconds, Patience patience) throws ProviderException {
        check();
        lights.add(seconds);
        return false;
    }

    @Override
    public <T> T ability(Class<T> kind, Patience patience) throws ProviderException {
        throw new ProviderException(Category.UNSUPPORTED, "ability-missing", "A fake has no " + kind.getSimpleName());
    }

    @Override
    public void close() {
        failure = "closed";
    }
}
