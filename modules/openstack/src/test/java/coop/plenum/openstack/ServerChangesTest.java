package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sync need not list all servers to learn what has become of some. */
class ServerChangesTest {
    private final FakeCloud cloud = new FakeCloud();
    private final ProviderDriver driver;

    ServerChangesTest() throws Exception {
        driver = new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        OpenStackContract.settings(cloud.authUrl()),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))));
    }

    @AfterEach
    void close() {
        driver.close();
        cloud.close();
    }

    private IncrementalDiscoverer servers() {
        return (IncrementalDiscoverer) driver.handler(Types.SERVER);
    }

    private void server(String name) {
        cloud.services().put("compute/servers", Map.of("name", name, "imageRef", "i1", "flavorRef", "f1"));
    }

    @Test
    void whatIsThereAndWhatIsGoneIsTold() throws Exception {
        server("one");
        server("two");
        String before = servers().cursor(FakeOperationContext.create());
        ResourceState two = driver.find(Types.SERVER, "two");
        driver.delete(Types.SERVER, two);

        Changes told = servers().changes(before, FakeOperationContext.create()).orElseThrow();

        assertThat(told.changed()).extracting(ResourceState::title).containsExactly("one");
        assertThat(told.gone()).containsExactly(two.externalId());
        assertThat(Instant.parse(told.cursor())).isAfterOrEqualTo(Instant.parse(before));
    }

    @Test
    void whatWasLongAgoIsNotAskedFor() throws Exception {
        String longAgo = Instant.now().minus(Duration.ofDays(2)).toString();

        assertThat(servers().changes(longAgo, FakeOperationContext.create())).isEmpty();
    }
}
