package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOverride;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.EventLog;
import coop.plenum.baremetal.bmc.EventLogClearing;
import coop.plenum.baremetal.bmc.Hardware;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.PowerState;
import coop.plenum.baremetal.bmc.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A controller that speaks IPMI 2.0. It has one machine and keeps no session between calls. */
public final class IpmiBmc implements Bmc {
    private static final int NEWEST_EVENTS = 20;
    private static final int LONGEST_IDENTIFY = 255;

    private final BmcAddress address;
    private final Credentials credentials;
    private final Duration timeout;
    /** The most that the user turned out to have; asking for more would cost a refused handshake each time. */
    private volatile Privilege level = Privilege.OPERATOR;

    public IpmiBmc(BmcAddress address, Credentials credentials, Duration timeout) {
        this.address = address;
        this.credentials = credentials;
        this.timeout = timeout;
    }

    private interface Work<T> {
        T with(Session session) throws ProviderException, InterruptedException;
    }

    @Override
    public BmcAddress address() {
        return address;
    }

    private <T> T reading(Patience patience, Work<T> work) throws ProviderException, InterruptedException {
        if (level == Privilege.OPERATOR) {
            try (Session session = Session.open(address, credentials, Privilege.OPERATOR, timeout, patience)) {
                return work.with(session);
            } catch (ProviderException e) {
                if (!e.code().equals("insufficient-privilege")) {
                    throw e;
                }
                level = Privilege.USER;
            }
        }
        try (Session session = Session.open(address, credentials, Privilege.USER, timeout, patience)) {
            return work.with(session);
        }
    }

    private <T> T acting(Patience patience, Work<T> work) throws ProviderException, InterruptedException {
        try (Session session = Session.open(address, credentials, Privilege.OPERATOR, timeout, patience)) {
            // rights may have been given since
            level = Privilege.OPERATOR;
            return work.with(session);
        }
    }

    @Override
    public String greet(Patience patience) throws ProviderException, InterruptedException {
        return reading(patience, session -> {
            DeviceInfo device = DeviceInfo.read(session);
            String allowed = session.privilege() == Privilege.OPERATOR ? "" : ", the user may only read";
            return "IPMI " + device.ipmiVersion() + ", firmware " + device.firmware() + allowed;
        });
    }

    @Override
    public Inventory inventory(Patience patience) throws ProviderException, InterruptedException {
        return reading(patience, this::inventory);
    }

    private Inventory inventory(Session session) throws ProviderException, InterruptedException {
        DeviceInfo device = DeviceInfo.read(session);
        Optional<String> guid = DeviceInfo.systemGuid(session);
        Fru fru = Fru.read(session);
        Chassis.Status status = Chassis.status(session);
        Sensors reader = new Sensors(session);
        List<Sensor> sensors = new ArrayList<>();
        Map<Integer, String> names = new HashMap<>();
        Health health = status.health();
        for (SensorRecord record : reader.records()) {
            Sensor sensor = reader.read(record);
            sensors.add(sensor);
            names.put(record.number(), record.name());
            health = health.worse(sensor.health());
        }
        EventLog log = EventLogReader.read(session, NEWEST_EVENTS, names);
        Controller controller = new Controller(
                "ipmi",
                device.ipmiVersion(),
                device.manufacturer(),
                Optional.empty(),
                Optional.of(device.firmware()),
                guid,
                LanParameters.macAddress(session),
                LanParameters.read(session),
                Health.OK);
        Hardware hardware = new Hardware(
                fru.manufacturer().or(device::manufacturer),
                fru.model(),
                fru.partNumber(),
                fru.serialNumber(),
                fru.assetTag(),
                guid,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
        Machine machine = new Machine(
                "",
                Optional.empty(),
                status.power(),
                health,
                hardware,
                Chassis.boot(session),
                List.of(),
                status.indicator(),
                List.of(),
                sensors,
                log);
        return new Inventory(controller, List.of(machine), List.of());
    }

    @Override
    public PowerState power(String system, Patience patience) throws ProviderException, InterruptedException {
        return reading(patience, session -> Chassis.status(session).power());
    }

    @Override
    public Optional<String> power(String system, PowerCommand command, Patience patience)
            throws ProviderException, InterruptedException {
        return acting(patience, session -> {
            try {
                Chassis.control(session, command);
                return Optional.empty();
            } catch (ProviderException e) {
                throw translated(e, command);
            }
        });
    }

    private ProviderException translated(ProviderException failure, PowerCommand command) {
        if (failure.category() == Category.UNSUPPORTED) {
            return new ProviderException(
                    Category.UNSUPPORTED,
                    "power-command-unsupported",
                    address + " cannot carry out " + command + ".",
                    failure);
        }
        if (failure.category() == Category.CONFLICT) {
            return new ProviderException(
                    Category.CONFLICT, "machine-is-off", "The machine at " + address + " is off.", failure);
        }
        return failure;
    }

    /** IPMI knows no tasks. */
    @Override
    public boolean finished(String task, Patience patience) {
        return true;
    }

    @Override
    public void boot(String system, BootOverride override, Patience patience)
            throws ProviderException, InterruptedException {
        acting(patience, session -> {
            Chassis.boot(session, override);
            return true;
        });
    }

    @Override
    public boolean identify(String system, int seconds, Patience patience)
            throws ProviderException, InterruptedException {
        return acting(patience, session -> {
            Chassis.identify(session, Math.min(seconds, LONGEST_IDENTIFY));
            return true;
        });
    }

    @Override
    public <T> T ability(Class<T> kind, Patience patience) throws ProviderException {
        EventLogClearing clearing = this::clear;
        if (kind.isInstance(clearing)) {
            return kind.cast(clearing);
        }
        throw new ProviderException(
                Category.UNSUPPORTED,
                "ability-missing",
                address + " is reached by IPMI, which cannot do this. Reach it by Redfish, if it has that.");
    }

    private void clear(String system, Patience patience) throws ProviderException, InterruptedException {
        acting(patience, session -> {
            EventLogEraser.clear(session);
            return true;
        });
    }

    @Override
    public void close() {
        // no session outlives a call
    }
}
