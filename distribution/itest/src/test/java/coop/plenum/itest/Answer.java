package coop.plenum.itest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import org.assertj.core.api.Assertions;

/** What the server answered; {@code json} is a missing node when the body is no JSON. */
public record Answer(int status, HttpHeaders headers, String body, JsonNode json) {
    /** Fails with the body when the status is another. */
    public Answer expect(int expected) {
        Assertions.assertThat(status).as(() -> "status of the answer " + body).isEqualTo(expected);
        return this;
    }

    /** A problem with the code, explained. */
    public Answer expectProblem(int expected, String code) {
        expect(expected);
        Assertions.assertThat(headers.firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        Assertions.assertThat(json.path("type").asText()).endsWith("/" + code);
        Assertions.assertThat(json.path("detail").asText()).isNotBlank();
        return this;
    }

    public String text(String pointer) {
        return json.at(pointer).asText();
    }

    public String etag() {
        return headers.firstValue("ETag").orElseThrow();
    }
}
