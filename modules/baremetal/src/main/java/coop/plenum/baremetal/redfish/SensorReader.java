package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.Sensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the sensors of a system's chassis: as Sensors where there are any, else as Thermal and Power. */
final class SensorReader {
    private static final Map<String, String> UNITS = Map.of("RPM", "{rev}/min", "Percent", "%");
    private static final Map<String, String> KINDS = Map.of("rotational", "fan", "airflow", "fan");

    private final Service service;
    private final Patience patience;
    private final List<Sensor> sensors = new ArrayList<>();

    SensorReader(Service service, Patience patience) {
        this.service = service;
        this.patience = patience;
    }

    List<Sensor> read(Values system) throws ProviderException, InterruptedException {
        for (String link : Service.links(system.nested("Links"), "Chassis")) {
            Optional<Values> chassis = service.optional(Optional.of(link), patience);
            if (chassis.isPresent()) {
                read(chassis.get().text("Id").orElse("chassis"), chassis.get());
            }
        }
        return sensors;
    }

    private void read(String id, Values chassis) throws ProviderException, InterruptedException {
        List<Values> modern = service.optionalMembers(Service.link(chassis, "Sensors"), patience);
        for (Values sensor : modern) {
            modern(id, sensor);
        }
        if (modern.isEmpty()) {
            Values thermal =
                    service.optional(Service.link(chassis, "Thermal"), patience).orElse(Values.empty());
            Values power =
                    service.optional(Service.link(chassis, "Power"), patience).orElse(Values.empty());
            older(id, thermal, "Temperatures", "ReadingCelsius", "temperature", "Cel");
            older(id, thermal, "Fans", "Reading", "fan", "{rev}/min");
            older(id, power, "Voltages", "ReadingVolts", "voltage", "V");
            older(id, power, "PowerControl", "PowerConsumedWatts", "power", "W");
        }
    }

    private void modern(String chassis, Values sensor) {
        String id = sensor.text("Id").orElse("");
        if (id.isEmpty() || absent(sensor)) {
            return;
        }
        String unit = sensor.text("ReadingUnits").orElse("");
        String kind = sensor.text("ReadingType").orElse("other").toLowerCase(Locale.ROOT);
        Values thresholds = sensor.nested("Thresholds");
        sensors.add(new Sensor(
                chassis + "/" + id,
                SystemReader.text(sensor, "Name").orElse(id),
                KINDS.getOrDefault(kind, kind),
                UNITS.getOrDefault(unit, unit),
                sensor.decimal("Reading"),
                SystemReader.health(sensor),
                new Sensor.Thresholds(
                        thresholds.nested("LowerCritical").decimal("Reading"),
                        thresholds.nested("LowerCaution").decimal("Reading"),
                        thresholds.nested("UpperCaution").decimal("Reading"),
                        thresholds.nested("UpperCritical").decimal("Reading"))));
    }

    private void older(String chassis, Values resource, String list, String reading, String kind, String unit) {
        int position = 0;
        for (Object entry : resource.list(list)) {
            Values sensor = Json.values(entry);
            String member = sensor.text("MemberId").orElse(String.valueOf(position));
            position++;
            if (absent(sensor)) {
                continue;
            }
            Optional<BigDecimal> value = sensor.decimal(reading);
            sensors.add(new Sensor(
                    chassis + "/" + list + "/" + member,
                    SystemReader.text(sensor, "Name")
                            .or(() -> SystemReader.text(sensor, "FanName"))
                            .orElse(list + " " + member),
                    kind,
                    UNITS.getOrDefault(sensor.text("ReadingUnits").orElse(""), unit),
                    value,
                    SystemReader.health(sensor),
                    new Sensor.Thresholds(
                            sensor.decimal("LowerThresholdCritical"),
                            sensor.decimal("LowerThresholdNonCritical"),
                            sensor.decimal("UpperThresholdNonCritical"),
                            sensor.decimal("UpperThresholdCritical"))));
        }
    }

    private static boolean absent(Values sensor) {
        return sensor.nested("Status").text("State").orElse("").equals("Absent");
    }
}
