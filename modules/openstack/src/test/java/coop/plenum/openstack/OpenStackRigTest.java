package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a real OpenStack: what people do in a day. */
class OpenStackRigTest {
    private static Rig rig;

    @BeforeAll
    static void rig() {
        rig = Rig.require();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rig-admin", "rig-demo", "rig-viewer", "rig-appcred", "rig-system"})
    void aCheckSaysWhoOneIsAndWhatThereIs(String cloud) throws Exception {
        try (ProviderDriver driver = rig.login(cloud).drive()) {
            Diagnostics diagnostics = driver.provider().check(FakeOperationContext.create());
            assertThat(diagnostics.problems()).isEmpty();
            assertThat(diagnostics.summary()).contains("compute 2.", "network", "image");
        }
    }

    @Test
    void everythingOfAllProjectsIsListedByAnAdministrator() throws Exception {
        try (ProviderDriver driver =
                rig.login("rig-admin").with("allProjects", true).drive()) {
            List<String> incomplete = new ArrayList<>();
            for (ResourceHandler handler : driver.provider().handlers()) {
                if (!((Discoverer) handler)
                        .discover(Optional.empty(), 100, FakeOperationContext.create())
                        .complete()) {
                    incomplete.add(handler.type().contentType());
                }
            }
            // those of other projects are for administrators of the system
            assertThat(incomplete).containsExactlyInAnyOrder(Types.ZONE, Types.RECORD_SET);
            assertThat(driver.discover(Types.NETWORK, 100))
                    .extracting(state -> state.values().get("project"))
                    .as("of the projects demo and alt, at least")
                    .satisfies(projects -> assertThat(Set.copyOf(projects)).hasSizeGreaterThan(1));
        }
    }

    @Test
    void anAdministratorOfTheSystemSeesTheZonesOfAllProjects() throws Exception {
        try (ProviderDriver demo = rig.login("rig-demo").drive();
                ProviderDriver system =
                        rig.login("rig-system").with("allProjects", true).drive()) {
            ResourceState zone = demo.create(
                    Types.ZONE, "seen-" + UUID.randomUUID() + ".example", Values.of("email", "me@rig.example"));
            try {
                assertThat(system.discover(Types.ZONE, 100))
                        .extracting(ResourceState::externalId)
                        .contains(zone.externalId());
            } finally {
                demo.delete(Types.ZONE, zone);
            }
        }
    }

    @Test
    void aThousandServersAreListedOnceEach() throws Exception {
        try (ProviderDriver driver = rig.login("rig-scale").drive()) {
            List<ResourceState> servers = driver.discover(Types.SERVER, 300);
            assertThat(servers).hasSizeGreaterThanOrEqualTo(1_000);
            assertThat(servers).extracting(ResourceState::externalId).doesNotHaveDuplicates();
            assertThat(driver.discover(Types.PORT, 1_000)).hasSizeGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void aSiteIsBuiltUsedAndTakenDown() throws Exception {
        try (ProviderDriver driver = rig.login("rig-demo").drive()) {
            IncrementalDiscoverer servers = (IncrementalDiscoverer) driver.handler(Types.SERVER);
            String before = servers.cursor(FakeOperationContext.create());
            Site site = new Site(driver);
            List<String> made = new ArrayList<>();
            try {
                site.networks();
                site.server();
                site.console();
                made.addAll(site.ids(Types.SERVER));
                assertThat(servers.changes(before, FakeOperationContext.create())
                                .orElseThrow()
                                .changed())
                        .extracting(ResourceState::externalId)
                        .containsAll(made);
                site.powerActions();
                site.resizedByPlanAndByAction();
                site.volumes();
                site.addresses();
                site.backup();
                site.snapshot();
                site.everyActionWasTaken();
            } finally {
                site.takenDown();
            }
            assertThat(servers.changes(before, FakeOperationContext.create())
                            .orElseThrow()
                            .gone())
                    .containsAll(made);
        }
    }

    /** What is built, to be taken down in reverse. */
    private static final class Site {
        private record Built(String type, ResourceState state) {}

        private final ProviderDriver driver;
        private final Deque<Built> built = new ArrayDeque<>();
        private final Set<String> taken = new TreeSet<>();
        private final String name = "day-" + UUID.randomUUID().toString().substring(0, 8);

        Site(ProviderDriver driver) {
            this.driver = driver;
        }

        private ResourceState make(String type, Object... pairs) throws Exception {
            Values.Builder values = Values.builder();
            for (int i = 0; i < pairs.length; i += 2) {
                values.put(String.valueOf(pairs[i]), pairs[i + 1]);
            }
            ResourceState state = driver.create(type, name, values.build());
            built.push(new Built(type, state));
            return state;
        }

        List<String> ids(String type) {
            return built.stream()
                    .filter(one -> one.type().equals(type))
                    .map(one -> one.state().externalId())
                    .toList();
        }

        private String ref(String type) {
            return built.stream()
                    .filter(one -> one.type().equals(type))
                    .map(one -> ProviderDriver.reference(type, one.state()))
                    .findFirst()
                    .orElseThrow();
        }

        private String ref(String type, String title) throws Exception {
            return ProviderDriver.reference(type, driver.find(type, title));
        }

        void networks() throws Exception {
            make(Types.NETWORK, "description", "of a day");
            make(Types.SUBNET, "network", ref(Types.NETWORK), "cidr", "10.77.0.0/24");
            make(Types.SECURITY_GROUP);
            make(
                    Types.SECURITY_GROUP_RULE,
                    "securityGroup",
                    ref(Types.SECURITY_GROUP),
                    "direction",
                    "ingress",
                    "protocol",
                    "tcp",
                    "firstPort",
                    22,
                    "lastPort",
                    22,
                    "remoteRange",
                    "10.0.0.0/8");
            ResourceState router = make(
                    Types.ROUTER,
                    "externalNetwork",
                    ref(Types.NETWORK, "public"),
                    "subnets",
                    List.of(ref(Types.SUBNET)));
            assertThat(router.values().list("subnets")).hasToString("[" + ref(Types.SUBNET) + "]");
            ResourceState alone = driver.update(Types.ROUTER, router, Values.of("subnets", List.of()));
            assertThat(alone.values().has("subnets")).isFalse();
            ResourceState back = driver.update(Types.ROUTER, alone, Values.of("subnets", List.of(ref(Types.SUBNET))));
            assertThat(back.values().has("subnets")).isTrue();
            make(
                    Types.PORT,
                    "network",
                    ref(Types.NETWORK),
                    "subnet",
                    ref(Types.SUBNET),
                    "address",
                    "10.77.0.42",
                    "securityGroups",
                    List.of(ref(Types.SECURITY_GROUP)));
            make(
                    Types.KEYPAIR,
                    "publicKey",
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHoB5KQ1J0KeWZ8e0dM6h2GvEuQwKjV8mxWwqL0V1aV day");
        }

        void console() throws Exception {
            ConsoleAccess consoles = (ConsoleAccess) driver.handler(Types.SERVER);
            ResourceState server = driver.find(Types.SERVER, name);
            assertThat(consoles.consoleUnavailable(ProviderDriver.ref(server))).isEmpty();
            FakeOperationContext context = FakeOperationContext.create();
            String address = consoles.openConsole(ProviderDriver.ref(server), context)
                    .address()
                    .toString();
            assertThat(address).matches("http://.+:6080/vnc_auto\\.html\\?path=.*token.*");
            assertThat(context.messages()).isEmpty();
            assertThat(consoles.openConsole(ProviderDriver.ref(server), context).address())
                    .as("another one each time")
                    .isNotEqualTo(URI.create(address));
        }

        void server() throws Exception {
            ResourceState server = make(
                    Types.SERVER,
                    "flavor",
                    ref(Types.FLAVOR, "m1.nano"),
                    "image",
                    ref(Types.IMAGE, "rig-tiny"),
                    "ports",
                    List.of(ref(Types.PORT)),
                    "keypair",
                    ref(Types.KEYPAIR),
                    "userData",
                    "#cloud-config\n",
                    "metadata",
                    Map.of("role", "web"));
            assertThat(server.values().list("addresses")).hasToString("[10.77.0.42]");
            assertThat(server.values().text("status")).contains("active");
            assertThat(server.labels()).containsExactly(Map.entry("role", "web"));
        }

        private ResourceState now() throws Exception {
            return driver.observe(Types.SERVER, serverId()).orElseThrow();
        }

        private ResourceState now(String type) throws Exception {
            return driver.observe(type, Form.id(ref(type))).orElseThrow();
        }

        private Step take(String type, ResourceState state, String action, Values parameters) throws Exception {
            taken.add(type + " " + action);
            return driver.act(type, state, action, parameters);
        }

        /** What is told of as supported has been done; only administrators live-migrate, in a test of its own. */
        void everyActionWasTaken() {
            Set<String> all = new TreeSet<>();
            for (ResourceHandler handler : driver.provider().handlers()) {
                if (handler instanceof Actions actions) {
                    actions.actions().forEach(action -> all.add(handler.type().contentType() + " " + action.name()));
                }
            }
            all.remove(Types.SERVER + " live-migrate");
            assertThat(taken).isEqualTo(all);
        }

        private String serverId() {
            return ref(Types.SERVER).substring("external:openstack.server:".length());
        }

        private void act(String action, Values parameters, String status) throws Exception {
            ProviderDriver.done(take(Types.SERVER, now(), action, parameters));
            assertThat(now().values().text("status")).as(action).contains(status);
        }

        void powerActions() throws Exception {
            act("stop", Values.empty(), "shutoff");
            act("start", Values.empty(), "active");
            act("reboot", Values.empty(), "active");
            act("force-reboot", Values.empty(), "active");
            act("pause", Values.empty(), "paused");
            act("unpause", Values.empty(), "active");
            act("suspend", Values.empty(), "suspended");
            act("resume", Values.empty(), "active");
            act("lock", Values.empty(), "active");
            assertThat(now().values().flag("locked")).contains(true);
            act("unlock", Values.empty(), "active");
            act("rebuild", Values.empty(), "active");
            act("read-console-output", Values.empty(), "active");
        }

        void resizedByPlanAndByAction() throws Exception {
            String tiny = ref(Types.FLAVOR, "m1.tiny");
            String nano = ref(Types.FLAVOR, "m1.nano");
            ResourceState larger = driver.update(Types.SERVER, now(), Values.of("flavor", tiny));
            assertThat(larger.values().text("flavor")).contains(tiny);
            assertThat(larger.values().text("status")).contains("active");
            act("resize", Values.of("flavor", nano), "verify-resize");
            act("revert-resize", Values.empty(), "active");
            act("resize", Values.of("flavor", nano), "verify-resize");
            act("confirm-resize", Values.empty(), "active");
            assertThat(now().values().text("flavor")).contains(nano);
        }

        void volumes() throws Exception {
            ResourceState volume = make(Types.VOLUME, "size", 1);
            act("attach-volume", Values.of("volume", ref(Types.VOLUME)), "active");
            assertThat(now().values().list("volumes")).hasToString("[" + ref(Types.VOLUME) + "]");
            act("detach-volume", Values.of("volume", ref(Types.VOLUME)), "active");
            assertThat(now().values().has("volumes")).isFalse();
            ProviderDriver.done(take(Types.VOLUME, volume, "extend", Values.of("size", 2)));
            Step snapshot = take(Types.VOLUME, volume, "create-snapshot", Values.empty());
            assertThat(snapshot).isInstanceOf(Step.Done.class);
            built.push(new Built(Types.VOLUME_SNAPSHOT, driver.find(Types.VOLUME_SNAPSHOT, name)));
        }

        /** Into another volume, so that what comes back cannot be what was there. */
        void backup() throws Exception {
            String kept = "kept by " + name;
            rig.write(Form.id(ref(Types.VOLUME)), kept);
            ResourceState backup = make(Types.VOLUME_BACKUP, "volume", ref(Types.VOLUME), "metadata", Map.of("a", "b"));
            assertThat(backup.values().text("status")).contains("available");
            assertThat(backup.values().text("volume")).contains(ref(Types.VOLUME));
            assertThat(backup.values().integer("size")).hasValue(2);
            assertThat(driver.find(Types.VOLUME_BACKUP, name).externalId()).isEqualTo(backup.externalId());

            ResourceState other = driver.create(Types.VOLUME, name + "-other", Values.of("size", 2));
            built.push(new Built(Types.VOLUME, other));
            rig.write(other.externalId(), "not " + kept);
            assertThat(take(
                            Types.VOLUME_BACKUP,
                            backup,
                            "restore",
                            Values.of("volume", ProviderDriver.reference(Types.VOLUME, other))))
                    .isInstanceOf(Step.Done.class);
            assertThat(rig.read(other.externalId(), kept.length())).isEqualTo(kept);
            assertThat(driver.observe(Types.VOLUME, other.externalId())
                            .orElseThrow()
                            .values()
                            .text("status"))
                    .contains("available");
        }

        void addresses() throws Exception {
            make(Types.FLOATING_IP, "network", ref(Types.NETWORK, "public"));
            act("associate-address", Values.of("address", ref(Types.FLOATING_IP)), "active");
            awaitAddresses(2);
            act("disassociate-address", Values.of("address", ref(Types.FLOATING_IP)), "active");
            take(Types.FLOATING_IP, now(Types.FLOATING_IP), "associate", Values.of("port", ref(Types.PORT)));
            assertThat(now(Types.FLOATING_IP).values().text("port")).contains(ref(Types.PORT));
            take(Types.FLOATING_IP, now(Types.FLOATING_IP), "disassociate", Values.empty());
            assertThat(now(Types.FLOATING_IP).values().has("port")).isFalse();
            act("attach-interface", Values.of("network", ref(Types.NETWORK)), "active");
            ResourceState second = driver.discover(Types.PORT, 100).stream()
                    .filter(port -> port.values().text("server").equals(Optional.of(ref(Types.SERVER))))
                    .filter(port -> !ProviderDriver.reference(Types.PORT, port).equals(ref(Types.PORT)))
                    .findFirst()
                    .orElseThrow();
            act("detach-interface", Values.of("port", ProviderDriver.reference(Types.PORT, second)), "active");
            ResourceState third = driver.create(Types.PORT, name + "-third", Values.of("network", ref(Types.NETWORK)));
            String port = ProviderDriver.reference(Types.PORT, third);
            act("attach-port", Values.of("port", port), "active");
            assertThat(driver.observe(Types.PORT, third.externalId())
                            .orElseThrow()
                            .values()
                            .text("server"))
                    .contains(ref(Types.SERVER));
            act("detach-interface", Values.of("port", port), "active");
            driver.delete(Types.PORT, third); // which Nova leaves alone, since it did not make it
        }

        /** Nova hears of it from Neutron, in its own time. */
        private void awaitAddresses(int count) throws Exception {
            Instant deadline = Instant.now().plusSeconds(30);
            while (now().values().list("addresses").size() != count
                    && Instant.now().isBefore(deadline)) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
            assertThat(now().values().list("addresses")).hasSize(count);
        }

        void snapshot() throws Exception {
            act("create-image", Values.of("name", name), "active");
            built.push(new Built(Types.IMAGE, driver.find(Types.IMAGE, name)));
        }

        void takenDown() throws Exception {
            for (Built one : built) {
                driver.delete(one.type(), one.state());
                assertThat(driver.observe(one.type(), one.state().externalId()))
                        .as(one.type())
                        .isEmpty();
            }
        }
    }

    @Test
    void aCreateIsResumedByAnotherProcess() throws Exception {
        String key = UUID.randomUUID().toString();
        Change create;
        Step.Pending pending;
        try (ProviderDriver driver = rig.login("rig-demo").drive()) {
            Values wanted = Values.builder()
                    .put("flavor", ProviderDriver.reference(Types.FLAVOR, driver.find(Types.FLAVOR, "m1.nano")))
                    .put("image", ProviderDriver.reference(Types.IMAGE, driver.find(Types.IMAGE, "rig-tiny")))
                    .build();
            ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), "killed-" + key, wanted);
            create = new Change(Change.Kind.CREATE, ref, Values.empty(), wanted, Optional.empty());
            pending = (Step.Pending) driver.handler(Types.SERVER).apply(create, FakeOperationContext.keyed(key));
        }
        try (ProviderDriver driver = rig.login("rig-demo").drive()) {
            // the answer, and with it the token, was lost: the same request once more
            Step again = driver.handler(Types.SERVER).apply(create, FakeOperationContext.keyed(key));
            assertThat(driver.discover(Types.SERVER, 1000))
                    .filteredOn(state -> state.title().equals("killed-" + key))
                    .hasSize(1);
            if (again instanceof Step.Pending second) {
                assertThat(second.resumeToken()).isEqualTo(pending.resumeToken());
            }
            Step step = pending;
            while (step instanceof Step.Pending waiting) {
                Thread.sleep(500);
                Change resumed = new Change(
                        create.kind(),
                        create.ref(),
                        create.before(),
                        create.after(),
                        Optional.of(waiting.resumeToken()));
                step = driver.handler(Types.SERVER).apply(resumed, FakeOperationContext.keyed(key));
            }
            driver.delete(Types.SERVER, ProviderDriver.done(step));
        }
    }

    @Test
    void whoMayOnlyLookIsToldSo() throws Exception {
        try (ProviderDriver driver = rig.login("rig-viewer").drive()) {
            Step step = driver.apply(
                    Types.NETWORK,
                    Change.Kind.CREATE,
                    new ResourceRef(UUID.randomUUID(), Optional.empty(), "forbidden", Values.empty()),
                    Values.empty(),
                    Values.of("name", "forbidden"));
            ProviderException cause = ((Step.Failed) step).cause();
            assertThat(cause.category()).isEqualTo(Category.AUTHENTICATION);
            assertThat(cause.code()).isEqualTo("insufficient-privilege");
        }
    }

    @Test
    void aQuotaThatIsTooSmallIsToldBeforeAndByTheCloudItself() throws Exception {
        try (ProviderDriver admin =
                        rig.login("rig-admin").with("allProjects", true).drive();
                ProviderDriver alt = rig.login("rig-alt").drive()) {
            ResourceState quota = admin.find(Types.QUOTA, "Quotas of alt");
            long before = quota.values().integer("networks").orElseThrow();
            ResourceState tight = admin.update(Types.QUOTA, quota, Values.of("networks", 0));
            assertThat(tight.values().integer("networks")).hasValue(0);
            try {
                ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), "too-many", Values.empty());
                Change create = new Change(
                        Change.Kind.CREATE, ref, Values.empty(), Values.of("name", "too-many"), Optional.empty());
                List<Violation> problems =
                        ((Validator) alt.handler(Types.NETWORK)).validate(create, FakeOperationContext.create());
                assertThat(problems).extracting(Violation::code).containsExactly("quota-exceeded");
                assertThat(problems.get(0).message()).contains("0 of 0 networks");
                Step step = alt.handler(Types.NETWORK).apply(create, FakeOperationContext.create());
                assertThat(((Step.Failed) step).cause().code()).isEqualTo("quota-exceeded");
            } finally {
                admin.update(Types.QUOTA, tight, Values.of("networks", before));
            }
        }
    }

    @Test
    void aServerMovesToTheOtherHostWhileItRuns() throws Exception {
        try (ProviderDriver driver = rig.login("rig-admin").drive()) {
            ResourceState server = driver.create(
                    Types.SERVER,
                    "moving",
                    Values.builder()
                            .put("flavor", ProviderDriver.reference(Types.FLAVOR, driver.find(Types.FLAVOR, "m1.nano")))
                            .put("image", ProviderDriver.reference(Types.IMAGE, driver.find(Types.IMAGE, "rig-tiny")))
                            .build());
            ResourceState moved = ProviderDriver.done(driver.act(Types.SERVER, server, "live-migrate", Values.empty()));
            assertThat(moved.values().text("host"))
                    .isPresent()
                    .isNotEqualTo(server.values().text("host"));
            driver.delete(Types.SERVER, server);
        }
    }
}
