package coop.plenum.itest.console;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.SessionId;

/**
 * The DevTools protocol of the current window, for what WebDriver has no words for; spoken to the driver directly, so
 * that nothing is needed that would look for browsers to download.
 */
final class Cdp {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;

    Cdp(URL driver, SessionId session) {
        this.address = URI.create(driver + "/session/" + session + "/goog/cdp/execute");
    }

    /** @throws WebDriverException when the browser refuses */
    JsonNode send(String command, Map<String, Object> parameters) {
        try {
            String body = Client.JSON.writeValueAsString(Map.of("cmd", command, "params", parameters));
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(address)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode value = Client.JSON.readTree(response.body()).path("value");
            if (response.statusCode() != 200) {
                throw new WebDriverException(value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of an expression in the page, awaited where it is a promise. The page's policy does not bind it. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }
}
