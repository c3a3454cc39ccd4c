package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a provider treats the secrets of its connection. */
abstract class SecretRules extends TroubleRules {
    static final int SHORTEST_SECRET = 4;

    @Test
    void eachLeaseIsClosed() throws Exception {
        provider.check(context());
        assertNoOpenLease("check()");
        for (ResourceHandler handler : discoverers(provider)) {
            discover(handler);
            assertNoOpenLease("discover() of " + name(handler));
        }
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());
            observe(handler, ref(made));
            delete(handler, made);
            assertNoOpenLease("apply() or observe() of " + name(handler));
        }
    }

    private void assertNoOpenLease(String method) {
        assertThat(connection.openLeases() + openLeasesOfOperations())
                .as("%s must close each SecretLease as soon as the secret is used: try (SecretLease ...)", method)
                .isZero();
    }

    @Test
    void secretsAreNeitherPrintedNorThrown() throws Exception {
        List<Saying> said = new ArrayList<>();
        said.add(new Saying("describe()", factory().describe()));
        use(provider, said);
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            String key = newKey();
            Change creation = creation(wanted);
            FakeOperationContext context = keyed(key);
            List<Step> steps = apply(handler, creation, context);
            context.messages().forEach(message -> said.add(new Saying("progress() of apply()", message)));
            for (Step step : steps) {
                // a key may have in it by chance what a short secret is made of
                said.add(new Saying("apply()", step.toString().replace(key, "")));
            }
            delete(handler, made(handler, wanted, done(creation, steps)));
            assertKept(leased(wanted), said);
        }
        assertKept(fixture.credentials(), said);
        assertKept(fixture.badCredentials(), saidWith(fixture.badCredentials()));
        assertKept(fixture.credentials(), saidWith(Map.of()));
    }

    /** What the fields of a resource stand for that refer to secrets of the platform. */
    private static Map<String, String> leased(Creatable wanted) {
        Map<String, String> leased = new HashMap<>();
        wanted.values().asMap().forEach((field, value) -> {
            if (isSecret(value)) {
                leased.put(field, FakeOperationContext.secretOf(String.valueOf(value)));
            }
        });
        return leased;
    }

    /** Whether a value refers to a secret of the platform. */
    static boolean isSecret(Object value) {
        return value instanceof String text && text.startsWith("secret:");
    }

    /** What came to light, and by what. */
    private record Saying(String where, String text) {
        Saying(String where, Object said) {
            this(where, said.toString());
        }
    }

    private List<Saying> saidWith(Map<String, String> credentials) throws InterruptedException {
        List<Saying> said = new ArrayList<>();
        try (Provider refused = factory().connect(fixture.settings(), new FakeConnectionContext(credentials))) {
            use(refused, said);
        } catch (ProviderException e) {
            said.add(thrown("connect()", e));
        }
        return said;
    }

    /** Looks at all there is, and notes down what is told meanwhile. */
    private void use(Provider provider, List<Saying> said) throws InterruptedException {
        FakeOperationContext context = context();
        said.add(new Saying("toString() of the provider", provider));
        said.add(new Saying("check()", provider.check(context)));
        for (ResourceHandler handler : provider.handlers()) {
            said.add(new Saying("toString() of the handler of " + name(handler), handler));
        }
        for (ResourceHandler handler : discoverers(provider)) {
            String where = "discover() of " + name(handler);
            try {
                Discoverer.Found found = firstPage(handler, context);
                said.add(new Saying(where, found));
                found.states()
                        .forEach(state ->
                                said.add(new Saying(where, state.values().asMap())));
            } catch (ProviderException e) {
                said.add(thrown(where, e));
            }
        }
        context.messages().forEach(message -> said.add(new Saying("progress()", message)));
    }

    private static Saying thrown(String where, ProviderException e) {
        StringWriter stack = new StringWriter();
        e.printStackTrace(new PrintWriter(stack, true));
        return new Saying("the exception of " + where, stack);
    }

    /** The message names the place and not the secret. */
    private static void assertKept(Map<String, String> credentials, List<Saying> said) {
        credentials.forEach((field, secret) -> assertThat(said)
                .as(
                        "the secret in the field \"%s\" must not be told: put *** in its place, in results, exceptions,"
                                + " progress and toString(). It is told by",
                        field)
                .filteredOn(saying ->
                        secret.length() >= SHORTEST_SECRET && saying.text().contains(secret))
                .extracting(Saying::where)
                .isEmpty());
    }
}
