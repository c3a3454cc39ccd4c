package coop.plenum.example;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.example.tutorial.LampFactory;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What "Your first provider" shows is what is compiled and proven here. */
final class TutorialTest {
    private static final Path TUTORIAL = Path.of("../../docs/tutorial/your-first-provider.md");
    private static final Path CODE = Path.of("src/test/java/coop/plenum/example/tutorial");
    private static final Pattern BLOCK = Pattern.compile("```java\n(package .*?)```", Pattern.DOTALL);

    @Test
    void itsCodeIsTheCodeThatIsProven() throws Exception {
        List<String> shown = BLOCK.matcher(Files.readString(TUTORIAL))
                .results()
                .map(result -> result.group(1))
                .toList();
        try (Stream<Path> files = Files.list(CODE)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("package-info.java")) {
                    assertThat(shown).as(file.getFileName().toString()).contains(Files.readString(file));
                }
            }
        }
    }

    /** As the reference of the contract kit shows it. */
    @Test
    void itsProviderCanBeDriven() throws Exception {
        try (ProviderDriver driver = new ProviderDriver(
                new LampFactory().connect(Values.of("bus", 0), new FakeConnectionContext(Map.of("pin", "9471"))))) {
            ResourceState desk = driver.create("lamps.lamp", "desk", Values.of("name", "desk"));
            ResourceState dark = driver.update("lamps.lamp", desk, Values.of("brightness", 0));
            assertThat(driver.observe("lamps.lamp", desk.externalId())).contains(dark);
        }
    }

    @Test
    void itNamesNoFileOfTheSimulatorThatDoesNotExist() throws Exception {
        Matcher names = Pattern.compile("`(\\w+\\.java)`").matcher(Files.readString(TUTORIAL));
        while (names.find()) {
            String name = names.group(1);
            assertThat(Stream.of(Path.of("src/main/java/coop/plenum/example"), CODE)
                            .anyMatch(folder -> Files.exists(folder.resolve(name))))
                    .as(name)
                    .isTrue();
        }
    }
}
