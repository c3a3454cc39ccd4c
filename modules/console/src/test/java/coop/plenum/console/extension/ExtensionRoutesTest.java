package coop.plenum.console.extension;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.console.Contribution;
import coop.plenum.console.TestFramework;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class ExtensionRoutesTest {
    @TempDir
    Path folder;

    private TestFramework framework;
    private Extensions extensions;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(folder);
        extensions = new Extensions(framework.context(), new EventAdmin() {
            @Override
            public void postEvent(Event event) {}

            @Override
            public void sendEvent(Event event) {}
        });
        framework.module("mixed", Map.of("PLENUM-INF/console.json", """
                        {"api": 1, "contributions": [
                          {"place": "nav", "element": "mixed-a", "title": "A", "script": "a.js", "permission": "a.view"},
                          {"place": "nav", "element": "mixed-b", "title": "B", "script": "a.js", "permission": "b.view"},
                          {"place": "attic", "element": "mixed-c", "title": "C", "script": "a.js", "permission": "a.view"}
                        ]}""", "PLENUM-INF/console/a.js", "1"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private List<Extension> seenWith(String... permissions) {
        return new ExtensionRoutes(extensions, new Holding(Set.of(permissions)))
                .list(Caller.system("test"))
                .items();
    }

    private static List<String> titles(Extension extension) {
        return extension.contributions().stream().map(Contribution::title).toList();
    }

    @Test
    void eachContributionIsSeenByThoseWithItsPermission() {
        assertThat(seenWith("a.view")).singleElement().satisfies(extension -> {
            assertThat(titles(extension)).containsExactly("A");
            assertThat(extension.problem()).isEmpty();
        });
        assertThat(seenWith("b.view"))
                .singleElement()
                .satisfies(extension -> assertThat(titles(extension)).containsExactly("B"));
    }

    @Test
    void whoMaySeeNothingOfAModuleDoesNotHearOfIt() {
        assertThat(seenWith("c.view")).isEmpty();
    }

    @Test
    void thoseWhoMaySeeModulesSeeWhatIsWrongWithThem() {
        assertThat(seenWith("module.view")).singleElement().satisfies(extension -> {
            assertThat(extension.contributions()).isEmpty();
            assertThat(extension.problem())
                    .hasValueSatisfying(words -> assertThat(words).startsWith("Contribution 3:"));
        });
    }

    /** Holds these permissions in one space. */
    private record Holding(Set<String> permissions) implements AccessService {
        @Override
        public SpaceScope scope(Caller caller, String permission) {
            return new SpaceScope.Within(permissions.contains(permission) ? Set.of(new UUID(7, 7)) : Set.of());
        }

        @Override
        public Decision decide(Caller caller, String permission, UUID space) {
            throw new AssertionError("One space is enough.");
        }

        @Override
        public Decision require(Caller caller, String permission, UUID space) {
            throw new AssertionError("Nothing is recorded of looking.");
        }

        @Override
        public Caller module(String moduleName) {
            throw new AssertionError("It asks for its caller.");
        }
    }
}
