package coop.plenum.console.extension;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.console.Contribution;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.console.TestFramework;
import coop.plenum.console.asset.Encoding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

class ExtensionsTest {
    private static final String MANIFEST = """
            {"api": 1, "contributions": [{"place": "nav", "element": "MODULE-page", "title": "Page",
             "script": "page.js", "permission": "MODULE.view"}]}""";

    @TempDir
    Path folder;

    private final List<String> events = new ArrayList<>();
    private final EventAdmin eventAdmin = new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            if (event.getProperty(PlatformEvent.PROPERTY) instanceof PlatformEvent platform) {
                assertThat(platform.space()).as("everybody signed in hears it").isEmpty();
                events.add(platform.type());
            }
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("The module's start would wait for the listeners.");
        }
    };
    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(folder);
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private static Map<String, String> files(String module, String script) {
        return Map.of(
                "PLENUM-INF/console.json", MANIFEST.replace("MODULE", module), "PLENUM-INF/console/page.js", script);
    }

    private static List<String> modules(Extensions extensions) {
        return extensions.all().stream().map(Extension::module).toList();
    }

    private static String address(Extensions extensions, String module) {
        return extensions.all().stream()
                .filter(extension -> extension.module().equals(module))
                .flatMap(extension -> extension.contributions().stream())
                .map(Contribution::script)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void modulesThatWereThereBeforeAreSeen() throws Exception {
        framework.module("early", files("early", "1"));
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        assertThat(extensions.all()).singleElement().satisfies(extension -> {
            assertThat(extension.module()).isEqualTo("early");
            assertThat(extension.title()).isEqualTo("The early");
            assertThat(extension.version()).isEqualTo("1.2.3");
            assertThat(extension.api()).isEqualTo(1);
            assertThat(extension.problem()).isEmpty();
            assertThat(extension.contributions())
                    .singleElement()
                    .satisfies(contribution ->
                            assertThat(contribution.script()).matches("/console/ext/early/[0-9a-f]{16}/page\\.js"));
        });
    }

    @Test
    void modulesComeAndGoAndOpenTabsAreTold() throws Exception {
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        Bundle late = framework.module("late", files("late", "1"));
        assertThat(modules(extensions)).containsExactly("late");
        assertThat(events).containsExactly("console.extensions.changed");

        Bundle plain = framework.module("plain", Map.of("PLENUM-INF/README.md", "nothing for the console"));
        plain.stop();
        assertThat(events).as("what adds nothing is not announced").hasSize(1);

        late.stop();
        assertThat(extensions.all()).isEmpty();
        late.start();
        assertThat(modules(extensions)).containsExactly("late");
        late.uninstall();
        assertThat(extensions.all()).isEmpty();
        assertThat(events).hasSize(4);
    }

    @Test
    void filesAreServedUnderAnAddressThatChangesWithThem() throws Exception {
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        Bundle bundle = framework.module("shown", files("shown", "one"));
        String before = address(extensions, "shown");
        assertThat(text(extensions, before)).isEqualTo("one");

        framework.update(bundle, "shown", files("shown", "two"));
        String after = address(extensions, "shown");
        assertThat(after).isNotEqualTo(before);
        assertThat(text(extensions, after)).isEqualTo("two");
        assertThat(extensions.file(path(before))).isEmpty();
        assertThat(extensions.file(path(after).replace("page.js", "../console.json")))
                .isEmpty();
        assertThat(extensions.file("shown")).isEmpty();

        bundle.stop();
        assertThat(extensions.file(path(after))).isEmpty();
    }

    private static String path(String address) {
        return address.substring(ExtensionReader.ADDRESS.length());
    }

    private static String text(Extensions extensions, String address) throws Exception {
        return new String(
                extensions
                        .file(path(address))
                        .orElseThrow()
                        .content(Encoding.IDENTITY)
                        .bytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void textsThatAreWorthItAreCompressed() throws Exception {
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        framework.module("long", files("long", "/* words */\n".repeat(500)));
        var asset = extensions.file(path(address(extensions, "long"))).orElseThrow();
        assertThat(asset.encodings()).isEqualTo(Set.of(Encoding.GZIP, Encoding.IDENTITY));
        assertThat(asset.content(Encoding.GZIP).bytes().length).isLessThan(300);
    }

    @Test
    void aWrongOneIsListedWithItsProblemAndHindersNobody() throws Exception {
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        framework.module("broken", Map.of("PLENUM-INF/console.json", "nonsense"));
        framework.module("huge", Map.of("PLENUM-INF/console.json", " ".repeat(300 * 1024)));
        framework.module("heavy", files("heavy", "x".repeat(9 << 20)));
        framework.module("right", files("right", "1"));
        assertThat(extensions.all())
                .hasSize(4)
                .allSatisfy(extension -> assertThat(extension.problem().isPresent())
                        .isEqualTo(!extension.module().equals("right")));
    }

    @Test
    void nothingStaysBehindWhenTheConsoleStops() throws Exception {
        framework.module("there", files("there", "1"));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Extensions extensions = new Extensions(framework.context(), eventAdmin);
        extensions.close();
        assertThat(extensions.all()).isEmpty();
        events.clear();
        framework.module("after", files("after", "1"));
        assertThat(events).isEmpty();
        assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
    }
}
