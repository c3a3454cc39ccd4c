package coop.plenum.itest.console;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** The DevTools protocol of the current window, for what WebDriver has no words for. */
final class Cdp {
    private final ChromeDriver driver;

    Cdp(ChromeDriver driver) {
        this.driver = driver;
    }

    JsonNode send(String command, Map<String, Object> parameters) {
        return Client.JSON.valueToTree(driver.executeCdpCommand(command, parameters));
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
