package coop.plenum.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SimulatorTest {
    private final SimulatorFactory factory = new SimulatorFactory();

    @Test
    void theSameSeedGivesTheSameWorld() throws Exception {
        Values settings = Values.builder().put("seed", 3).put("count", 50).build();

        assertThat(servers(connect(settings)).discover(Optional.empty(), 50, FakeOperationContext.create()))
                .isEqualTo(servers(new SimulatorFactory().connect(settings, new FakeConnectionContext(Map.of())))
                        .discover(Optional.empty(), 50, FakeOperationContext.create()));
    }

    @Test
    void aHundredThousandServersTakePages() throws Exception {
        Discoverer servers = servers(connect(Values.of("count", 100_000)));
        int seen = 0;
        Optional<String> page = Optional.empty();
        do {
            Found found = servers.discover(page, 1000, FakeOperationContext.create());
            seen += found.states().size();
            page = found.next();
        } while (page.isPresent());

        assertThat(seen).isEqualTo(100_000);
    }

    @Test
    void whatWasDoneSticksWhenItIsConnectedAnew() throws Exception {
        Values settings = Values.of("count", 5);
        ResourceState server = poweredOn(connect(settings));
        act(connect(settings), "stop", server, "key");

        assertThat(look(connect(settings), server).values().text("powerState")).contains("off");
    }

    @Test
    void anEffectIsNotRepeatedUnderTheSameKey() throws Exception {
        Provider provider = connect(Values.of("count", 5));
        ResourceState server = poweredOn(provider);
        act(provider, "drift", server, "key");
        act(provider, "drift", server, "key");

        assertThat(look(provider, server).values().integer("cores").orElseThrow())
                .isEqualTo(server.values().integer("cores").orElseThrow() + 1);
    }

    @Test
    void aShareOfServersDriftsBeforeEachList() throws Exception {
        Discoverer servers = servers(
                connect(Values.builder().put("count", 40).put("driftRate", 0.5).build()));
        Found before = servers.discover(Optional.empty(), 40, FakeOperationContext.create());

        assertThat(servers.discover(Optional.empty(), 40, FakeOperationContext.create()))
                .isNotEqualTo(before);
    }

    @Test
    void whatHasHappenedIsToldSinceAMoment() throws Exception {
        Provider provider = connect(Values.of("count", 5));
        IncrementalDiscoverer servers = (IncrementalDiscoverer) handler(provider);
        String before = servers.cursor(FakeOperationContext.create());
        ResourceState server = poweredOn(provider);
        act(provider, "stop", server, "key");

        Changes told = servers.changes(before, FakeOperationContext.create()).orElseThrow();
        assertThat(told.changed()).containsExactly(look(provider, server));
        assertThat(servers.changes(told.cursor(), FakeOperationContext.create())
                        .orElseThrow()
                        .changed())
                .isEmpty();

        handler(provider)
                .apply(
                        new Change(Change.Kind.DELETE, ref(server), server.values(), Values.empty(), Optional.empty()),
                        FakeOperationContext.create());
        assertThat(servers.changes(told.cursor(), FakeOperationContext.create())
                        .orElseThrow()
                        .gone())
                .containsExactly(server.externalId());
    }

    @Test
    void ofAnotherWorldNothingIsKnown() throws Exception {
        IncrementalDiscoverer one = (IncrementalDiscoverer) handler(connect(Values.of("count", 5)));
        IncrementalDiscoverer other = (IncrementalDiscoverer) handler(connect(Values.of("count", 6)));

        assertThat(other.changes(one.cursor(FakeOperationContext.create()), FakeOperationContext.create()))
                .isEmpty();
        assertThat(other.changes("anything", FakeOperationContext.create())).isEmpty();
    }

    @Test
    void callsFailInTheWayThatIsAskedFor() throws Exception {
        Provider provider = connect(Values.builder()
                .put("failureRate", 1)
                .put("failureCategory", "throttled")
                .build());

        assertThatThrownBy(() -> servers(provider).discover(Optional.empty(), 10, FakeOperationContext.create()))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.THROTTLED);
                    assertThat(e.retryAfter()).isPresent();
                });
    }

    @Test
    void anActionFailsOnDemand() throws Exception {
        Provider provider = connect(Values.of("count", 5));
        Step step = ((Actions) handler(provider))
                .act(
                        "fail",
                        Values.of("category", "conflict"),
                        ref(poweredOn(provider)),
                        Optional.empty(),
                        FakeOperationContext.create());

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.Failed.class,
                        failed -> assertThat(failed.cause().category()).isEqualTo(Category.CONFLICT));
    }

    @Test
    void settingsOutOfRangeNameTheField() {
        assertThatThrownBy(() -> connect(Values.of("count", 100_001)))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.field()).contains("count"));
    }

    @Test
    void consolesAreOnAPage() {
        assertThatThrownBy(() -> connect(Values.of("consoles", "javascript:alert(1)")))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.field()).contains("consoles"));
    }

    private Provider connect(Values settings) throws ProviderException {
        return factory.connect(settings, new FakeConnectionContext(Map.of()));
    }

    private static ResourceHandler handler(Provider provider) {
        return provider.handlers().stream()
                .filter(handler -> handler.type().contentType().equals(ServerHandler.TYPE))
                .findFirst()
                .orElseThrow();
    }

    private static Discoverer servers(Provider provider) {
        return (Discoverer) handler(provider);
    }

    private static ResourceState poweredOn(Provider provider) throws Exception {
        return servers(provider).discover(Optional.empty(), 5, FakeOperationContext.create()).states().stream()
                .filter(state ->
                        state.values().text("powerState").filter("on"::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static ResourceRef ref(ResourceState state) {
        return new ResourceRef(UUID.randomUUID(), Optional.of(state.externalId()), state.title(), state.values());
    }

    private static void act(Provider provider, String action, ResourceState state, String key) throws Exception {
        assertThat(((Actions) handler(provider))
                        .act(action, Values.empty(), ref(state), Optional.empty(), FakeOperationContext.keyed(key)))
                .isInstanceOf(Step.Done.class);
    }

    private static ResourceState look(Provider provider, ResourceState state) throws Exception {
        return ((Observed.Present) handler(provider).observe(ref(state), FakeOperationContext.create())).state();
    }
}
