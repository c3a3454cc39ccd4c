package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.EventSource.Notice;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.EventToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an event comes from, and where it leads. */
final class EventDeskTest {
    private static final URI HERE = URI.create("https://plenum.example/events/1");

    private final Known known = new Known();
    private final AtomicLong clock = new AtomicLong();
    private final EventDesk desk = new EventDesk(new Senders(known, clock::get));

    /** The subscriptions that the platform knows of. */
    private static final class Known implements ConnectionContext {
        final Map<String, Values> subscriptions = new HashMap<>();
        int reads;

        void subscription(String address, String destination, String context, boolean ours) {
            subscriptions.put(
                    address + "/subscription/7",
                    Values.builder()
                            .put("destination", destination)
                            .put("ours", ours)
                            .put("secretDigest", EventToken.digest(context).orElse(null))
                            .build());
        }

        @Override
        public UUID connection() {
            return new UUID(0, 1);
        }

        @Override
        public SecretLease credential(String field, String purpose) {
            throw new AssertionError("an event takes no credential");
        }

        @Override
        public Optional<URI> events() {
            return Optional.of(HERE);
        }

        @Override
        public Map<String, Values> known(String contentType) {
            assertThat(contentType).isEqualTo("baremetal.subscription");
            reads++;
            return subscriptions;
        }
    }

    private String subscribed(String address) {
        String context = EventToken.context("operation:1");
        known.subscription(address, HERE.toString(), context, true);
        return context;
    }

    private Optional<List<Notice>> post(String json) {
        return desk.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String context, String origin) {
        return """
                {"@odata.type": "#Event.v1_7_0.Event", "Id": "1", "Context": "%s", "Events": [
                  {"EventType": "Alert", "MessageId": "Platform.1.0.Hot", "MessageSeverity": "Critical",
                   "Message": "It is\\nhot", "OriginOfCondition": {"@odata.id": "%s"}}]}
                """.formatted(context, origin);
    }

    @ParameterizedTest
    @CsvSource({
        "/redfish/v1/Systems/1, baremetal.machine, bmc1#1",
        "/redfish/v1/Systems/1, baremetal.machine, bmc1",
        "/redfish/v1/Systems/1/Processors/CPU0, baremetal.processor, bmc1/processor/CPU0",
        "/redfish/v1/Systems/1/Memory/DIMM1, baremetal.memory, bmc1#1/memory/DIMM1",
        "/redfish/v1/Systems/1/Storage/RAID/Drives/4, baremetal.drive, bmc1/drive/RAID%2F4",
        "/redfish/v1/Chassis/C1, baremetal.chassis, bmc1/chassis/C1",
        "/redfish/v1/Chassis/C1/Sensors/Fan, baremetal.machine, bmc1",
        "/redfish/v1/Managers/1, baremetal.bmc, bmc1",
        "/redfish/v1/UpdateService/FirmwareInventory/BIOS, baremetal.firmware, bmc1/firmware/BIOS",
        "'', baremetal.machine, bmc1",
    })
    void anEventLeadsToWhatItNamesAndToTheMachine(String origin, String type, String externalId) {
        String context = subscribed("bmc1");
        assertThat(post(event(context, origin)).orElseThrow())
                .contains(new Notice(type, externalId, "Critical: It is hot"))
                .allSatisfy(notice -> assertThat(notice.externalId()).startsWith("bmc1"));
    }

    @Test
    void aContextInEachEntryIsAsGoodAndAnOriginMayBeAText() {
        String context = subscribed("bmc1");
        assertThat(
                        post(
                                "{\"Events\": [{\"Context\": \"" + context
                                        + "\", \"MessageId\": \"Alert.1.0.LanDisconnect\", \"OriginOfCondition\": \"/redfish/v1/Systems/1\"}]}"))
                .hasValueSatisfying(notices -> assertThat(notices)
                        .contains(new Notice("baremetal.machine", "bmc1", "Alert.1.0.LanDisconnect")));
    }

    @Test
    void whatDoesNotBearTheSecretIsRefused() {
        String context = subscribed("bmc1");
        String otherSecret = EventToken.context("operation:1");
        String key = context.substring(0, context.lastIndexOf(':'));
        for (String forged : List.of("", "plenum:", key, key + ":", otherSecret, context + "x", context.substring(1))) {
            assertThat(post(event(forged, "/redfish/v1/Systems/1"))).as(forged).isEmpty();
        }
        assertThat(post("{\"Events\": []}")).isEmpty();
        assertThat(post(event(EventToken.digest(context).orElseThrow(), "/redfish/v1/Systems/1")))
                .as("what is kept here opens nothing")
                .isEmpty();
    }

    @Test
    void aControllerSpeaksForItselfOnly() {
        subscribed("bmc1");
        String second = subscribed("bmc2");
        assertThat(post(event(second, "/redfish/v1/Systems/bmc1")).orElseThrow())
                .allSatisfy(notice -> assertThat(notice.externalId()).startsWith("bmc2"));
    }

    @Test
    void somebodyElsesSubscriptionAndOneThatLeadsElsewhereProveNothing() {
        String theirs = EventToken.context("a");
        known.subscription("bmc1", HERE.toString(), theirs, false);
        String elsewhere = EventToken.context("b");
        known.subscription("bmc2", "https://events.example/", elsewhere, true);
        assertThat(post(event(theirs, "/redfish/v1/Systems/1"))).isEmpty();
        clock.addAndGet(10_000_000_000L);
        assertThat(post(event(elsewhere, "/redfish/v1/Systems/1"))).isEmpty();
    }

    @Test
    void oneThatIsNewIsHeardSoonAndOneThatIsGoneNoLongerThanAMinute() {
        assertThat(post(event(EventToken.context("x"), "/redfish/v1/Systems/1")))
                .isEmpty();
        String context = subscribed("bmc1");
        clock.addAndGet(3_000_000_000L);
        assertThat(post(event(context, "/redfish/v1/Systems/1"))).isPresent();
        known.subscriptions.clear();
        clock.addAndGet(61_000_000_000L);
        assertThat(post(event(context, "/redfish/v1/Systems/1"))).isEmpty();
    }

    @Test
    void whoGuessesDoesNotHaveTheSubscriptionsReadEachTime() {
        subscribed("bmc1");
        for (int i = 0; i < 1_000; i++) {
            clock.addAndGet(1_000_000);
            assertThat(post(event(EventToken.context("x"), "/redfish/v1/Systems/1")))
                    .isEmpty();
        }
        assertThat(known.reads).isEqualTo(1);
    }

    @Test
    void whateverBytesComeNothingIsThrown() {
        String context = subscribed("bmc1");
        Random random = new Random(7);
        byte[] good =
                event(context, "/redfish/v1/Systems/1/Storage/RAID/Drives/4").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            desk.read(bytes)
                    .ifPresent(notices -> assertThat(notices)
                            .allSatisfy(notice -> assertThat(notice.words()).doesNotMatch(".*\\p{Cntrl}.*")));
        }
        assertThat(post("[".repeat(100_000))).isEmpty();
        assertThat(post("{\"Events\":".repeat(20_000))).isEmpty();
    }
}
