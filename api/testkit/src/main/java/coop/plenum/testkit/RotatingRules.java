package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.CredentialRotation.Rollout;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a provider replaces the secrets of its connections. One that does not is not asked. */
abstract class RotatingRules extends TellingRules {
    @Test
    void newSecretsAreMadeForWhatCanBeRotated() throws Exception {
        if (!(provider instanceof CredentialRotation rotation)
                || factory().describe().rotatable().isEmpty()) {
            return; // and another rule says so
        }
        Map<String, char[]> first;
        try {
            first = rotation.generate();
        } catch (ProviderException e) {
            assertThat(e.category())
                    .as("generate() fails only where these secrets cannot be replaced: %s", e.getMessage())
                    .isEqualTo(Category.UNSUPPORTED);
            return;
        }
        assertThat(factory().describe().rotatable())
                .as("generate() must make secrets of fields only that describe() names in rotatable")
                .containsAll(first.keySet());
        Map<String, char[]> second = rotation.generate();
        first.forEach((field, secret) -> {
            assertThat(secret.length)
                    .as("generate() must make a secret for %s", field)
                    .isPositive();
            // not as texts, which a message would show
            assertThat(Arrays.equals(secret, second.get(field)))
                    .as("generate() must make another secret for %s each time", field)
                    .isFalse();
        });
    }

    @Test
    void theStepsOfARotationMayBeTakenAgain() throws Exception {
        if (!(provider instanceof CredentialRotation rotation)
                || factory().describe().rotatable().isEmpty()
                || !provider.check(context()).ok()) {
            return; // and another rule says so
        }
        Map<String, String> fresh = new LinkedHashMap<>();
        try {
            rotation.generate().forEach((field, secret) -> fresh.put(field, new String(secret)));
        } catch (ProviderException e) {
            return; // and another rule says whether it may
        }
        if (!factory().describe().rotatable().containsAll(fresh.keySet())) {
            return; // and another rule says so
        }
        RotatedSecrets secrets = new RotatedSecrets(fixture.credentials(), known());
        rotate(secrets, fresh);
        Map<String, String> back = new LinkedHashMap<>();
        fresh.keySet().forEach(field -> back.put(field, fixture.credentials().getOrDefault(field, "")));
        rotate(secrets, back);
    }

    /** What the platform knows of the connection's resources after a sync. */
    private Map<String, Map<String, Values>> known() throws ProviderException, InterruptedException {
        Map<String, Map<String, Values>> known = new LinkedHashMap<>();
        for (ResourceHandler handler : provider.handlers()) {
            Map<String, Values> ofType = new LinkedHashMap<>();
            if (handler instanceof Discoverer) {
                for (ResourceState state : discover(handler)) {
                    ofType.put(state.externalId(), state.values());
                }
            }
            known.put(name(handler), ofType);
        }
        return known;
    }

    /** As the platform does it when it is killed after each step, before it has noted that the step is done. */
    private void rotate(RotatedSecrets secrets, Map<String, String> next) throws Exception {
        secrets.begin(next);
        Rollout first = take(secrets, "introduce()", CredentialRotation::introduce);
        assertThat(first.done())
                .as("introduce() must tell the places that it has come to; the fixture's connection must have one")
                .isNotEmpty();
        assertOpens(secrets, "introduce() must leave the secrets in use as they are");
        Rollout second = take(secrets, "introduce(), when it is called again,", CredentialRotation::introduce);
        assertSamePlaces(first, second, "introduce()");
        assertOpens(secrets, "introduce(), when it is called again, must leave the secrets in use as they are");
        secrets.changeOver();
        assertOpens(secrets, "what introduce() has brought to all places must open them");
        first = take(secrets, "withdraw()", CredentialRotation::withdraw);
        assertOpens(secrets, "withdraw() must leave the new secrets as they are");
        second = take(secrets, "withdraw(), when it is called again,", CredentialRotation::withdraw);
        assertSamePlaces(first, second, "withdraw()");
        assertOpens(secrets, "withdraw(), when it is called again, must leave the new secrets as they are");
        secrets.end();
        assertOpens(secrets, "the new secrets must do without those before");
    }

    /** One step of a rotation. */
    @FunctionalInterface
    private interface Part {
        Rollout of(CredentialRotation rotation, FakeOperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** Opened anew each time, as after a restart. */
    private Rollout take(RotatedSecrets secrets, String what, Part part) throws Exception {
        try (Provider opened = factory().connect(fixture.settings(), secrets)) {
            int leases = secrets.openLeases();
            Rollout rollout = part.of((CredentialRotation) opened, context());
            assertThat(secrets.openLeases())
                    .as(what + " must close each lease of a secret")
                    .isLessThanOrEqualTo(leases);
            assertThat(rollout.failures().values())
                    .as(what + " must come to all places of the fixture's connection")
                    .extracting(ProviderException::getMessage)
                    .isEmpty();
            return rollout;
        }
    }

    private static void assertSamePlaces(Rollout first, Rollout second, String what) {
        assertThat(second.done())
                .as(what + ", when it is called again, must tell the same places")
                .containsExactlyInAnyOrderElementsOf(first.done());
    }

    private void assertOpens(RotatedSecrets secrets, String rule) throws Exception {
        try (Provider opened = factory().connect(fixture.settings(), secrets)) {
            assertThat(opened.check(context()).problems())
                    .as(rule + ": check() finds a problem")
                    .isEmpty();
        }
    }
}
