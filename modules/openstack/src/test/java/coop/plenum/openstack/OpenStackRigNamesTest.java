package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real Designate, whose name server can be asked, and the control plane of a real Octavia, which starts no amphora. */
class OpenStackRigNamesTest {
    private static final int KEYSTONE = 5000;
    private static final int NAME_SERVER = 5353;
    private final Rig rig = Rig.require();
    private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Runnable> undo = new ArrayList<>();
    private ProviderDriver driver;

    @BeforeEach
    void open() throws Exception {
        driver = rig.login("rig-demo").drive();
    }

    @AfterEach
    void close() {
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        driver.close();
    }

    private ResourceState made(String type, String title, Values values) throws Exception {
        ResourceState state = driver.create(type, title, values);
        undo.add(() -> delete(type, state));
        return state;
    }

    private void delete(String type, ResourceState state) {
        try {
            driver.delete(type, state);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private NameServer nameServer() {
        int keystone = URI.create(rig.login("rig-demo").settings().requireText("authUrl"))
                .getPort();
        return new NameServer(keystone - KEYSTONE + NAME_SERVER);
    }

    @Test
    void aZoneAndItsRecordSetsAreAnsweredByTheNameServer() throws Exception {
        String domain = name + ".example";
        ResourceState zone = made(Types.ZONE, domain, Values.of("email", "me@" + domain));
        assertThat(zone.title()).isEqualTo(domain);
        assertThat(zone.values().text("status")).contains("active");

        Values wanted = Values.builder()
                .put("zone", ProviderDriver.reference(Types.ZONE, zone))
                .put("name", "www." + domain)
                .put("recordType", "A")
                .put("values", List.of("192.0.2.2", "192.0.2.1"))
                .build();
        ResourceState www = driver.create(Types.RECORD_SET, "www", wanted);
        assertThat(nameServer().ask("www." + domain, NameServer.A)).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(driver.discover(Types.RECORD_SET, 1))
                .filteredOn(set -> set.title().endsWith(domain + " " + "A"))
                .extracting(ResourceState::externalId)
                .containsExactly(www.externalId());

        ResourceState changed = driver.update(Types.RECORD_SET, www, Values.of("values", List.of("192.0.2.9")));
        assertThat(changed.values().list("values")).isEqualTo(List.of("192.0.2.9"));
        assertThat(nameServer().ask("www." + domain, NameServer.A)).containsExactly("192.0.2.9");

        ResourceState mail = driver.create(
                Types.RECORD_SET,
                "mail",
                Values.builder()
                        .put("zone", ProviderDriver.reference(Types.ZONE, zone))
                        .put("recordType", "MX")
                        .put("values", List.of("10 mx." + domain + "."))
                        .build());
        assertThat(mail.title()).isEqualTo(domain + " MX");
        assertThat(nameServer().ask(domain, NameServer.MX))
                .singleElement()
                .asString()
                .startsWith("0.10.2.109.120."); // 10, and the two letters of mx

        delete(Types.RECORD_SET, www);
        // to Designate it is gone at once, to the name server a moment later
        for (int i = 0;
                i < 50 && !nameServer().ask("www." + domain, NameServer.A).isEmpty();
                i++) {
            Thread.sleep(200);
        }
        assertThat(nameServer().ask("www." + domain, NameServer.A)).isEmpty();
    }

    @Test
    void anotherRecordSetOfTheSameNameIsNotTakenForOnesOwn() throws Exception {
        String domain = name + ".example";
        ResourceState zone = made(Types.ZONE, domain, Values.of("email", "me@" + domain));
        Values wanted = Values.builder()
                .put("zone", ProviderDriver.reference(Types.ZONE, zone))
                .put("name", domain)
                .put("recordType", "TXT")
                .put("values", List.of("\"one\""))
                .build();
        driver.create(Types.RECORD_SET, "one", wanted);
        Values other = wanted.merge(Values.of("values", List.of("\"two\"")));
        Step step = driver.apply(
                Types.RECORD_SET,
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), "two", other),
                Values.empty(),
                other);
        assertThat(((Step.Failed) step).cause().code()).isEqualTo("name-taken");
    }

    @Test
    void aLoadBalancerWithAllThatIsOnItIsBuiltChangedAndGoesAsAWhole() throws Exception {
        Values place =
                Values.of("subnet", ProviderDriver.reference(Types.SUBNET, driver.find(Types.SUBNET, "demo-subnet")));
        ResourceState balancer = driver.create(Types.LOAD_BALANCER, name, place);
        assertThat(balancer.values().text("address")).isPresent();
        String on = ProviderDriver.reference(Types.LOAD_BALANCER, balancer);

        ResourceState pool = driver.create(
                Types.POOL,
                name + "-pool",
                Values.builder()
                        .put("loadBalancer", on)
                        .put("protocol", "HTTP")
                        .put("persistence", "SOURCE_IP")
                        .put("members", List.of("10.10.0.5:8080", "10.10.0.6:8080 weight=5"))
                        .put("healthProtocol", "HTTP")
                        .put("healthPath", "/up")
                        .put("healthyCodes", "200-204")
                        .build());
        assertThat(pool.values().list("members")).isEqualTo(List.of("10.10.0.5:8080", "10.10.0.6:8080 weight=5"));
        assertThat(pool.values().text("algorithm")).contains("ROUND_ROBIN");
        assertThat(pool.values().integer("healthInterval")).hasValue(10);
        assertThat(pool.values().text("healthyCodes")).contains("200-204");

        ResourceState listener = driver.create(
                Types.LISTENER,
                name + "-listener",
                Values.builder()
                        .put("loadBalancer", on)
                        .put("protocol", "HTTP")
                        .put("port", 80)
                        .put("pool", ProviderDriver.reference(Types.POOL, pool))
                        .build());
        assertThat(listener.values().text("loadBalancer")).contains(on);

        ResourceState other = driver.update(
                Types.POOL,
                pool,
                Values.builder()
                        .put("members", List.of("10.10.0.6:8080", "10.10.0.7:8080 backup"))
                        .put("algorithm", "LEAST_CONNECTIONS")
                        .put("healthInterval", 30)
                        .build());
        assertThat(other.values().list("members")).isEqualTo(List.of("10.10.0.6:8080", "10.10.0.7:8080 backup"));
        assertThat(other.values().text("algorithm")).contains("LEAST_CONNECTIONS");
        assertThat(other.values().integer("healthInterval")).hasValue(30);

        Map<String, Object> left = new LinkedHashMap<>(other.values().asMap());
        left.keySet().removeIf(field -> field.startsWith("health") || field.equals("persistence"));
        Values bare = Values.of(left);
        ResourceState unwatched = ProviderDriver.done(
                driver.apply(Types.POOL, Change.Kind.UPDATE, ProviderDriver.ref(other), other.values(), bare));
        assertThat(unwatched.values().has("healthProtocol")).isFalse();
        assertThat(unwatched.values().has("persistence")).isFalse();

        ResourceState whole =
                driver.observe(Types.LOAD_BALANCER, balancer.externalId()).orElseThrow();
        assertThat(whole.values().list("listeners")).hasSize(1);
        driver.delete(Types.LOAD_BALANCER, whole);
        assertThat(driver.observe(Types.LISTENER, listener.externalId())).isEmpty();
        assertThat(driver.observe(Types.POOL, pool.externalId())).isEmpty();
    }

    @Test
    void whatComesWhileALoadBalancerIsAtWorkIsDoneAfterwards() throws Exception {
        Values place =
                Values.of("subnet", ProviderDriver.reference(Types.SUBNET, driver.find(Types.SUBNET, "demo-subnet")));
        ResourceState balancer = made(Types.LOAD_BALANCER, name, place);
        List<CompletableFuture<ResourceState>> all = new ArrayList<>();
        for (int port = 81; port < 85; port++) {
            Values wanted = Values.builder()
                    .put("loadBalancer", ProviderDriver.reference(Types.LOAD_BALANCER, balancer))
                    .put("protocol", "TCP")
                    .put("port", port)
                    .build();
            String title = name + "-" + port;
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return driver.create(Types.LISTENER, title, wanted);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        assertThat(all.stream().map(CompletableFuture::join).map(ResourceState::title))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoMayOnlyLookIsToldSo() throws Exception {
        try (ProviderDriver viewer = rig.login("rig-viewer").drive()) {
            assertThat(viewer.discover(Types.ZONE, 10)).isNotNull();
            assertThat(viewer.discover(Types.LOAD_BALANCER, 10)).isNotNull();
            Values wanted = Values.of("email", "me@" + name + ".example");
            Step step = viewer.apply(
                    Types.ZONE,
                    Change.Kind.CREATE,
                    new ResourceRef(UUID.randomUUID(), Optional.empty(), name + ".example", wanted),
                    Values.empty(),
                    wanted);
            ProviderException cause = ((Step.Failed) step).cause();
            assertThat(cause.code()).isEqualTo("insufficient-privilege");
        }
    }
}
