package coop.plenum.aws.s3;

import coop.plenum.aws.common.Glimpse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Bucket;

/** A bucket with what S3 tells one by one, each by a right of its own. */
record SeenBucket(
        Bucket bucket,
        String region,
        Glimpse<Boolean> versioning,
        Glimpse<Boolean> publicAccessBlocked,
        Glimpse<Optional<String>> encryption,
        Glimpse<Map<String, String>> tags) {

    /** Fields of which nothing is known. */
    List<String> hidden() {
        List<String> hidden = new ArrayList<>();
        Map.of(
                        "versioning", versioning,
                        "publicAccessBlocked", publicAccessBlocked,
                        "encryption", encryption,
                        "tags", tags)
                .forEach((field, glimpse) -> {
                    if (glimpse.isDenied()) {
                        hidden.add(field);
                    }
                });
        return hidden.stream().sorted().toList();
    }
}
