package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Deque's accessibility rules for WCAG 2.2 AA, on the page as it stands. */
final class Axe {
    private static final String RUN = """
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
              resultTypes: ['violations'],
            }).then(({ violations, passes }) => ({
              rules: violations.length + passes.length,
              violations: violations.map(({ id, help, nodes }) => ({
                id,
                help,
                nodes: nodes.map(({ target, html, failureSummary }) => ({
                  at: target.flat(9).join(' >>> '),
                  html,
                  why: failureSummary,
                })),
              })),
            }))""";

    private Axe() {}

    /** @return each broken rule at each element, in words */
    static List<String> violations(Cdp cdp) {
        if (!cdp.evaluate("typeof axe === 'object'").asBoolean()) {
            cdp.evaluate(script() + "\n;true");
        }
        JsonNode result = cdp.evaluate(RUN);
        assertThat(result.path("rules").asInt()).as("rules that applied").isPositive();
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : result.path("violations")) {
            for (JsonNode node : violation.path("nodes")) {
                violations.add("%s (%s) at %s: %s %s"
                        .formatted(
                                violation.path("id").asText(),
                                violation.path("help").asText(),
                                node.path("at").asText(),
                                node.path("html").asText(),
                                node.path("why").asText()));
            }
        }
        return violations;
    }

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
