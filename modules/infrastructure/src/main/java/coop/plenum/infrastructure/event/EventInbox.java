package coop.plenum.infrastructure.event;

import coop.plenum.api.Values;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.provider.EventSource;
import coop.plenum.api.provider.EventSource.Notice;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.OpenConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what remote systems post: has the provider say whom it comes from and what it is about, and then has somebody look
 * there. Events of one item that come before anybody has looked are looked after together. Thread-safe.
 */
@Component(service = EventInbox.class)
public final class EventInbox {
    private static final Logger LOG = LoggerFactory.getLogger(EventInbox.class);
    private static final Duration READING = Duration.ofSeconds(5);
    private static final int MOST_NOTICES = 64;
    private static final int MOST_WORDS = 20;
    private static final int LONGEST = 500;

    private final ContentService content;
    private final OperationService operations;
    private final Engine engine;
    private final OpenConnections connections;
    private final Map<UUID, List<String>> unread = new HashMap<>();

    @Activate
    public EventInbox(
            @Reference ContentService content,
            @Reference OperationService operations,
            @Reference Engine engine,
            @Reference OpenConnections connections) {
        this.content = content;
        this.operations = operations;
        this.engine = engine;
        this.connections = connections;
    }

    /** What has become of a post. */
    enum Verdict {
        TAKEN,
        /** For whatever reason: nobody is told more who does not know the secret. */
        REFUSED,
        BUSY
    }

    Verdict post(UUID id, byte[] body) throws InterruptedException {
        Optional<Connection> connection = engine.find(id, Connection.TYPE).map(Connection::of);
        if (connection.isEmpty()) {
            return Verdict.REFUSED;
        }
        try {
            Optional<List<Notice>> notices = connections
                    .open(id, connection.get().access())
                    .call(
                            Call.by(engine.caller(), READING),
                            (provider, context) ->
                                    provider instanceof EventSource source ? source.read(body) : Optional.empty());
            notices.ifPresent(all -> all.stream().limit(MOST_NOTICES).forEach(notice -> take(id, notice)));
            return notices.isPresent() ? Verdict.TAKEN : Verdict.REFUSED;
        } catch (ProviderException | coop.plenum.api.PlenumException e) {
            // no word of it to who has posted; the sync meets the same trouble and tells of it
            LOG.debug("An event of the connection {} was not read.", id, e);
            return Verdict.BUSY;
        }
    }

    private void take(UUID connection, Notice notice) {
        content.findExternal(engine.caller(), connection, notice.contentType(), notice.externalId())
                .ifPresent(item -> note(item, line(notice.words())));
    }

    private void note(Item item, String words) {
        synchronized (unread) {
            List<String> waiting = unread.get(item.id());
            if (waiting != null) {
                if (waiting.size() < MOST_WORDS && !waiting.contains(words)) {
                    waiting.add(words);
                }
                return;
            }
            unread.put(item.id(), new ArrayList<>(List.of(words)));
        }
        try {
            operations.submit(
                    engine.caller(),
                    OperationRequest.of(
                                    EventHandler.KIND,
                                    "Look at " + item.title() + " after an event",
                                    item.space(),
                                    Values.of("event", words))
                            .about(item.id().toString())
                            .lane("infrastructure.event." + item.id(), 1));
        } catch (RuntimeException e) {
            read(item.id());
            throw e;
        }
    }

    /** What has been said of an item since somebody looked; whatever comes from now on takes another look. */
    List<String> read(UUID item) {
        synchronized (unread) {
            List<String> words = unread.remove(item);
            return words == null ? List.of() : words;
        }
    }

    private static String line(String words) {
        String clean = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
