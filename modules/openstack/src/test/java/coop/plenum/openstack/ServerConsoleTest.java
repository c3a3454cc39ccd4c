package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.fake.FakeCloud.Trouble;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console of a server is the first that a browser can show, and its address is told to nobody else. */
class ServerConsoleTest {
    private final FakeCloud cloud = new FakeCloud();
    private final ProviderDriver driver;
    private ResourceState server;

    ServerConsoleTest() throws Exception {
        driver = driver(cloud);
    }

    private static ProviderDriver driver(FakeCloud cloud) throws Exception {
        return new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        OpenStackContract.settings(cloud.authUrl()),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))));
    }

    @BeforeEach
    void server() throws Exception {
        cloud.services().put("compute/servers", Map.of("name", "one", "imageRef", "i1", "flavorRef", "f1"));
        server = driver.find(Types.SERVER, "one");
    }

    @AfterEach
    void close() {
        driver.close();
        cloud.close();
    }

    private ConsoleAccess consoles() {
        return (ConsoleAccess) driver.handler(Types.SERVER);
    }

    private Console open() throws Exception {
        return consoles().openConsole(ProviderDriver.ref(server), FakeOperationContext.create());
    }

    private ProviderException refused() {
        return catchThrowableOfType(ProviderException.class, this::open);
    }

    @Test
    void eachOpeningGivesAnotherAddress() throws Exception {
        Console first = open();

        assertThat(first.address()).hasScheme("https").hasHost("consoles.example");
        assertThat(first.until()).as("Nova does not tell").isEmpty();
        assertThat(open().address()).isNotEqualTo(first.address());
    }

    @Test
    void whereThereIsNoVncAnotherPageIsOpened() throws Exception {
        cloud.services().consoles(Map.of("webmks", "http://mks.example:6090/vnc.html?title=web 1(é)&token="));

        assertThat(open().address().toString())
                .startsWith("http://mks.example:6090/vnc.html?title=web%201(%C3%A9)&token=");
        cloud.services()
                .consoles(Map.of("spice-html5", "http://spice.example/?token=", "webmks", "http://mks.example/"));
        assertThat(open().address()).hasHost("spice.example");
    }

    @Test
    void aCloudWithoutConsolesSaysWhatIsThereInstead() {
        cloud.services().consoles(Map.of("serial", "ws://serial.example/?token="));

        ProviderException refused = refused();

        assertThat(refused.category()).isEqualTo(Category.UNSUPPORTED);
        assertThat(refused.code()).isEqualTo("no-console");
        assertThat(refused).hasMessageContaining("read-console-output");
    }

    @Test
    void anAddressThatIsNoPageIsRefusedWithoutBeingTold() {
        for (String wrong :
                new String[] {"javascript:alert(1)//", "ws://serial.example/?token=", "vnc.html?token=", "http://[/"}) {
            cloud.services().consoles(Map.of("novnc", wrong));

            ProviderException refused = refused();

            assertThat(refused.code()).as(wrong).isEqualTo("protocol-error");
            StringWriter told = new StringWriter();
            refused.printStackTrace(new PrintWriter(told, true));
            assertThat(told.toString()).doesNotContain(wrong);
        }
    }

    @Test
    void whatDoesNotRunHasNone() throws Exception {
        assertThat(consoles().consoleUnavailable(ProviderDriver.ref(server))).isEmpty();
        driver.act(Types.SERVER, server, "stop", Values.empty());
        ResourceState stopped =
                driver.observe(Types.SERVER, server.externalId()).orElseThrow();

        assertThat(consoles().consoleUnavailable(ProviderDriver.ref(stopped)).orElseThrow())
                .contains("shutoff");
        assertThat(refused().category()).isEqualTo(Category.CONFLICT);
    }

    @Test
    void whoMayNotIsToldSo() {
        cloud.next(Trouble.status(403, "{\"forbidden\": {\"message\": \"Policy does not allow it.\"}}"));

        assertThat(refused().category()).isEqualTo(Category.AUTHENTICATION);
    }

    @Test
    void anOldNovaIsToldApart() throws Exception {
        cloud.services().computeSpeaks("2.5");

        try (ProviderDriver later = driver(cloud)) {
            ConsoleAccess consoles = (ConsoleAccess) later.handler(Types.SERVER);
            assertThat(catchThrowableOfType(
                            ProviderException.class,
                            () -> consoles.openConsole(ProviderDriver.ref(server), FakeOperationContext.create())))
                    .hasMessageContaining("2.6");
        }
    }
}
