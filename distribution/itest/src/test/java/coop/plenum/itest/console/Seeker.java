package coop.plenum.itest.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** Finds elements of the current window: by the script beside this class, or in the browser's accessibility tree. */
final class Seeker {
    private static final String DEEP = script();

    final ChromeDriver driver;
    private final Cdp cdp;

    Seeker(ChromeDriver driver) {
        this.driver = driver;
        this.cdp = new Cdp(driver);
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
        Map<String, Object> query = roles.size() == 1
                ? Map.of("objectId", handle(root), "role", roles.iterator().next())
                : Map.of("objectId", handle(root), "accessibleName", name);
        for (JsonNode node : cdp.send("Accessibility.queryAXTree", query).path("nodes")) {
            if (!node.path("ignored").asBoolean()
                    && roles.contains(node.at("/role/value").asText())
                    && node.at("/name/value").asText().strip().equals(name)) {
                element(node.path("backendDOMNodeId").asInt()).ifPresent(elements::add);
            }
        }
        return elements;
    }

    private String handle(@Nullable WebElement root) {
        String expression = "document";
        if (root != null) {
            driver.executeScript("globalThis.plenumTest = arguments[0]", root);
            expression = "globalThis.plenumTest";
        }
        return cdp.send("Runtime.evaluate", Map.of("expression", expression))
                .at("/result/objectId")
                .asText();
    }

    private java.util.Optional<WebElement> element(int node) {
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
            return java.util.Optional.empty();
        }
    }

    private static List<WebElement> found(@Nullable Object answer) {
        return ((List<?>) java.util.Objects.requireNonNull(answer))
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
