package coop.plenum.itest.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.RemoteWebDriver;

/** What the browser has asked of the network, all windows together. */
final class Traffic {
    private final RemoteWebDriver driver;
    private final Map<String, Request> requests = new LinkedHashMap<>();

    /** One request; mutable while it runs. */
    static final class Request {
        final String url;
        final boolean stream;
        /** The window, and the load of a document in it, that asked. */
        private final String frame;

        private final String loader;
        private boolean ended;
        private long bytes;

        private Request(JsonNode sent) {
            this.url = sent.at("/request/url").asText();
            this.stream = sent.path("type").asText().equals("EventSource");
            this.frame = sent.path("frameId").asText();
            this.loader = sent.path("loaderId").asText();
        }

        /** Head and body as they came, so compressed. */
        long bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return url + " (" + bytes + ")";
        }
    }

    Traffic(RemoteWebDriver driver) {
        this.driver = driver;
    }

    /** All since the start or since {@link #forget}. */
    List<Request> requests() {
        read();
        return new ArrayList<>(requests.values());
    }

    /** Those that went to the site. */
    List<Request> to(URI site) {
        return requests().stream()
                .filter(request -> request.url.startsWith(site + "/"))
                .toList();
    }

    /** Those that went to another host than the site's. */
    List<String> leaving(URI site) {
        return requests().stream()
                .map(request -> request.url)
                .filter(url -> url.matches("(?i)(https?|wss?|ftp):.*"))
                .filter(url -> !url.startsWith(site + "/"))
                .toList();
    }

    /** Whether nothing is on its way but event streams, and what the browser's first, empty tab never finishes. */
    boolean isQuiet() {
        return requests().stream()
                .allMatch(request -> request.ended || request.stream || !request.url.startsWith("http"));
    }

    void forget() {
        read();
        requests.values().removeIf(request -> request.ended);
    }

    private void read() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = message(entry);
            JsonNode parameters = message.path("params");
            String id = parameters.path("requestId").asText();
            switch (message.path("method").asText()) {
                case "Network.requestWillBeSent" -> requests.put(id, new Request(parameters));
                case "Page.frameNavigated" -> left(parameters.path("frame"));
                case "Network.loadingFinished" ->
                    end(id, parameters.path("encodedDataLength").asLong());
                case "Network.loadingFailed", "Network.requestServedFromCache" -> end(id, 0);
                default -> {
                    // of no interest here
                }
            }
        }
    }

    /** Of what was on its way when its page was left, the browser may never say how it ended. */
    private void left(JsonNode frame) {
        for (Request request : requests.values()) {
            if (request.frame.equals(frame.path("id").asText())
                    && !request.loader.equals(frame.path("loaderId").asText())) {
                request.ended = true;
            }
        }
    }

    private void end(String id, long bytes) {
        Request request = requests.get(id);
        if (request != null) {
            request.ended = true;
            request.bytes += bytes;
        }
    }

    private static JsonNode message(LogEntry entry) {
        try {
            return Client.JSON.readTree(entry.getMessage()).path("message");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
