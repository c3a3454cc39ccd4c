package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the newest entries of the system event log (SEL). */
final class EventLogReader {
    private static final int GET_INFO = 0x40;
    private static final int GET_ENTRY = 0x43;
    private static final int NEWEST = 0xffff;

    private EventLogReader() {}

    static EventLog read(Session session, int most, Map<Integer, String> names)
            throws ProviderException, InterruptedException {
        Message.Response info = session.answer(NetworkFunction.STORAGE, 0, GET_INFO);
        if (info.code() != 0 || info.data().size() < 3) {
            return EventLog.EMPTY;
        }
        long count = info.data().word(1);
        List<EventLog.Entry> newest = new ArrayList<>();
        Optional<Bytes> record = count == 0 ? Optional.empty() : record(session, NEWEST);
        if (record.isEmpty()) {
            return new EventLog(count, newest);
        }
        newest.add(EventRecord.parse(record.get(), names));
        // records are linked forwards only; their ids are counted up, with a gap here and there
        int id = record.get().word(0);
        long wanted = Math.min(most, count);
        for (int tries = 2 * most; newest.size() < wanted && tries > 0 && id > 1; tries--) {
            id--;
            record(session, id).ifPresent(found -> newest.add(EventRecord.parse(found, names)));
        }
        return new EventLog(count, newest);
    }

    private static Optional<Bytes> record(Session session, int id) throws ProviderException, InterruptedException {
        Message.Response response =
                session.answer(NetworkFunction.STORAGE, 0, GET_ENTRY, 0, 0, id & 0xff, id >> 8, 0, 0xff);
        Bytes data = response.data();
        return response.code() != 0 || data.size() < 2 + EventRecord.LENGTH
                ? Optional.empty()
                : Optional.of(data.part(2, 2 + EventRecord.LENGTH));
    }
}
