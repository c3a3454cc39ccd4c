package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Health;
import coop.plenum.baremetal.bmc.Sensor;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the sensor data repository, and the sensors that it describes. */
final class Sensors {
    private static final int RESERVE = 0x22;
    private static final int GET_RECORD = 0x23;
    private static final int GET_THRESHOLDS = 0x27;
    private static final int GET_READING = 0x2d;

    private static final int RESERVATION_CANCELLED = 0xc5;
    private static final int LAST = 0xffff;
    private static final int HEADER = 5;
    private static final int CHUNK = 16;
    /** More than any controller has; a repository that runs in a circle ends here. */
    private static final int MOST = 1024;

    /** States of a reading, by bit. */
    private static final int WARNING = 0x09;

    private static final int CRITICAL = 0x36;

    private final Session session;
    private int reservation;

    Sensors(Session session) {
        this.session = session;
    }

    List<SensorRecord> records() throws ProviderException, InterruptedException {
        List<SensorRecord> records = new ArrayList<>();
        if (!reserve()) {
            return records;
        }
        int id = 0;
        for (int i = 0; i < MOST && id != LAST; i++) {
            Optional<Part> header = part(id, 0, HEADER);
            if (header.isEmpty() || header.get().data().size() < HEADER) {
                break;
            }
            SensorRecord.parse(whole(id, header.get().data())).ifPresent(records::add);
            id = header.get().next();
        }
        return records;
    }

    private record Part(int next, Bytes data) {}

    private boolean reserve() throws ProviderException, InterruptedException {
        Message.Response response = session.answer(NetworkFunction.STORAGE, 0, RESERVE);
        if (response.code() != 0 || response.data().size() < 2) {
            return false;
        }
        reservation = response.data().word(0);
        return true;
    }

    private Bytes whole(int id, Bytes header) throws ProviderException, InterruptedException {
        int length = HEADER + header.at(4);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(header.toArray());
        while (record.size() < length) {
            Optional<Part> part = part(id, record.size(), Math.min(CHUNK, length - record.size()));
            if (part.isEmpty() || part.get().data().size() == 0) {
                break;
            }
            record.writeBytes(part.get().data().toArray());
        }
        return Bytes.of(record.toByteArray());
    }

    /** Another console's reservation cancels ours; then a new one is taken, once. */
    private Optional<Part> part(int id, int offset, int count) throws ProviderException, InterruptedException {
        Message.Response response = get(id, offset, count);
        if (response.code() == RESERVATION_CANCELLED && reserve()) {
            response = get(id, offset, count);
        }
        Bytes data = response.data();
        if (response.code() != 0 || data.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Part(data.word(0), data.part(2, data.size())));
    }

    private Message.Response get(int id, int offset, int count) throws ProviderException, InterruptedException {
        return session.answer(
                NetworkFunction.STORAGE,
                0,
                GET_RECORD,
                reservation & 0xff,
                reservation >> 8,
                id & 0xff,
                id >> 8,
                offset,
                count);
    }

    Sensor read(SensorRecord record) throws ProviderException, InterruptedException {
        Optional<BigDecimal> reading = Optional.empty();
        Health health = Health.UNKNOWN;
        Bytes data = session.answer(NetworkFunction.SENSOR, record.lun(), GET_READING, record.number())
                .data();
        // bit 5: no reading now; bit 6 clear: scanning is switched off
        if (data.size() >= 2 && (data.at(1) & 0x60) == 0x40) {
            reading = record.conversion().value(data.at(0));
            int states = data.size() >= 3 ? data.at(2) & 0x3f : 0;
            health = (states & CRITICAL) != 0 ? Health.CRITICAL : (states & WARNING) != 0 ? Health.WARNING : Health.OK;
        }
        return new Sensor(
                record.lun() + "-" + record.number(),
                record.name(),
                record.kind(),
                record.unit(),
                reading,
                health,
                thresholds(record));
    }

    private Sensor.Thresholds thresholds(SensorRecord record) throws ProviderException, InterruptedException {
        Bytes data = record.readableThresholds() == 0
                ? Bytes.EMPTY
                : session.answer(NetworkFunction.SENSOR, record.lun(), GET_THRESHOLDS, record.number())
                        .data();
        // by bit and byte: lower warning, lower critical, lower non-recoverable, and the same three for upper
        return new Sensor.Thresholds(
                threshold(record, data, 1),
                threshold(record, data, 0),
                threshold(record, data, 3),
                threshold(record, data, 4));
    }

    private static Optional<BigDecimal> threshold(SensorRecord record, Bytes data, int index) {
        return data.size() > index + 1 && (data.at(0) & record.readableThresholds() & (1 << index)) != 0
                ? record.conversion().value(data.at(index + 1))
                : Optional.empty();
    }
}
