package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** Changes over REST, applied as their plan was last read. */
public final class Changes {
    public static final String CHANGES = Inventory.INFRASTRUCTURE + "/changes";

    private Changes() {}

    public static Answer apply(Client client, String change) {
        String digest = client.get(CHANGES + "/" + change).text("/digest");
        return client.post(CHANGES + "/" + change + "/apply", Map.of("digest", digest));
    }

    /** @throws AssertionError with the change's own words when it has failed */
    public static void awaitApplied(Client client, String change, Duration patience) {
        Waiting.until("change applied", patience, () -> {
            JsonNode now = client.get(CHANGES + "/" + change).json();
            assertThat(now.path("status").asText())
                    .as(now.path("failure").asText())
                    .isNotEqualTo("failed");
            return now.path("status").asText().equals("applied");
        });
    }
}
