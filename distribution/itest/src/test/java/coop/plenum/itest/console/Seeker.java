package coop.plenum.itest.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Finds elements of the current window: by the script beside this class, or in the browser's accessibility tree. */
final class Seeker {
    private static final String DEEP = script();

    final RemoteWebDriver driver;
    private final Cdp cdp;
    Pace pace = Pace.MACHINE;

    Seeker(RemoteWebDriver driver, Cdp cdp) {
        this.driver = driver;
        this.cdp = cdp;
    }

    List<WebElement> css(@Nullable WebElement root, List<String> selectors) {
        return found(deep("css(arguments[0], arguments[1])", root, selectors));
    }

    List<WebElement> saying(@Nullable WebElement root, String words) {
        return found(deep("saying(arguments[0], arguments[1])", root, words));
    }

    String text(@Nullable WebElement root) {
        return String.valueOf(deep("text(arguments[0])", root));
    }

    /** The value of a call of the script's. */
    @Nullable
    Object deep(String call, @Nullable Object... arguments) {
        return driver.executeScript(DEEP + "return deep." + call, arguments);
    }

    List<WebElement> named(@Nullable WebElement root, String name, Set<String> roles) {
        List<WebElement> elements = new ArrayList<>();
        for (JsonNode node : tree(name, roles)) {
            if (!node.path("ignored").asBoolean()
                    && roles.contains(node.at("/role/value").asText())
                    && node.at("/name/value").asText().strip().equals(name)) {
                element(node.path("backendDOMNodeId").asInt())
                        .filter(one -> root == null || Boolean.TRUE.equals(deep("isWithin(...arguments)", root, one)))
                        .ifPresent(elements::add);
            }
        }
        return elements;
    }

    private JsonNode tree(String name, Set<String> roles) {
        String document = cdp.send("Runtime.evaluate", Map.of("expression", "document"))
                .at("/result/objectId")
                .asText();
        Map<String, Object> query = roles.size() == 1
                ? Map.of("objectId", document, "role", roles.iterator().next())
                : Map.of("objectId", document, "accessibleName", name);
        return cdp.send("Accessibility.queryAXTree", query).path("nodes");
    }

    private Optional<WebElement> element(int node) {
        try {
            String handle = cdp.send("DOM.resolveNode", Map.of("backendNodeId", node))
                    .at("/object/objectId")
                    .asText();
            cdp.send(
                    "Runtime.callFunctionOn",
                    Map.of("objectId", handle, "functionDeclaration", "function () { globalThis.plenumTest = this }"));
            return found(driver.executeScript("return [globalThis.plenumTest]")).stream()
                    .findFirst();
        } catch (WebDriverException e) {
            // it has gone since
            return Optional.empty();
        }
    }

    private static List<WebElement> found(@Nullable Object answer) {
        return ((List<?>) Objects.requireNonNull(answer))
                .stream().map(WebElement.class::cast).toList();
    }

    private static String script() {
        try (InputStream in = Seeker.class.getResourceAsStream("deep.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
