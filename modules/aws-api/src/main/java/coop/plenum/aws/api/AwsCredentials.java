package coop.plenum.aws.api;

import java.util.Optional;

/** A key pair to sign requests with. Never printed. */
public record AwsCredentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "AwsCredentials[" + accessKeyId + ", ***]";
    }
}
