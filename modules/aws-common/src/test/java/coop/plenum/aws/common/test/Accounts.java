package coop.plenum.aws.common.test;

import coop.plenum.api.Values;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Connection settings for tests. */
public final class Accounts {
    public static final Map<String, String> LASTING = Map.of("secretAccessKey", "a-secret-of-tests");
    public static final Map<String, String> TEMPORARY =
            Map.of("secretAccessKey", "a-secret-of-tests", "sessionToken", "a-token-of-tests");

    private Accounts() {}

    /** Goes with {@link #LASTING}. */
    public static Values lasting(URI endpoint, List<String> regions) {
        return settings(endpoint, regions, "AKIATESTS");
    }

    /** Goes with {@link #TEMPORARY}. */
    public static Values temporary(URI endpoint, List<String> regions) {
        return settings(endpoint, regions, "ASIATESTS");
    }

    private static Values settings(URI endpoint, List<String> regions, String key) {
        return Values.builder()
                .put("endpoint", endpoint.toString())
                .put("regions", regions)
                .put("accessKeyId", key)
                .build();
    }
}
