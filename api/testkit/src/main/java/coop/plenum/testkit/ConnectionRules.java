package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a provider says of itself, and how its connections are opened, checked and closed. */
abstract class ConnectionRules extends ProviderBench {
    @Test
    void theDescriptionIsCompleteAndAlwaysTheSame() {
        ProviderDescription description = factory().describe();

        assertThat(factory().describe())
                .as("describe() must give the same answer every time")
                .isEqualTo(description);
        assertThat(description.name())
                .as("the provider's name must be kebab-case, such as acme-cloud")
                .matches("[a-z][a-z0-9-]*");
        assertThat(description.title()).as("describe() must give a title").isNotBlank();
        assertThat(description.leastPrivilege())
                .as("describe() must say in leastPrivilege which rights the credentials need")
                .isNotBlank();
        assertThat(description.resourceTypes())
                .as("describe() must name the content types in resourceTypes")
                .isNotEmpty();
    }

    @Test
    void eachDescribedTypeHasOneHandler() {
        assertThat(provider.handlers())
                .as("handlers() must have exactly one handler for each of the described resourceTypes")
                .extracting(ProviderBench::name)
                .containsExactlyInAnyOrderElementsOf(factory().describe().resourceTypes());
    }

    @Test
    void theSettingsOfTheFixtureAreThoseOfTheForm() {
        Set<String> fields = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        factory()
                .describe()
                .connectionFields()
                .forEach(field -> (field.type() == FieldType.SECRET ? secrets : fields).add(field.name()));

        assertThat(fields)
                .as("connectionFields must have a field that is no SECRET for each setting of the fixture")
                .containsAll(fixture.settings().asMap().keySet());
        assertThat(secrets)
                .as("connectionFields must have a field of type SECRET for each credential of the fixture")
                .containsAll(fixture.credentials().keySet());
    }

    @Test
    void whatCanBeRotatedIsSaid() {
        ProviderDescription description = factory().describe();

        assertThat(provider instanceof CredentialRotation)
                .as(
                        "describe() must name fields in rotatable exactly when the connections implement CredentialRotation")
                .isEqualTo(!description.rotatable().isEmpty());
        assertThat(description.connectionFields())
                .as("rotatable must name fields of type SECRET of the connectionFields")
                .filteredOn(field -> field.type() == FieldType.SECRET)
                .extracting(Field::name)
                .containsAll(description.rotatable());
    }

    @Test
    void aGoodConnectionIsHealthy() throws Exception {
        Diagnostics diagnostics = provider.check(context());

        assertThat(diagnostics.problems())
                .as("check() must find no problem with the settings and credentials of the fixture")
                .isEmpty();
        assertThat(diagnostics.summary())
                .as("check() must say in its summary what it has found, such as a version")
                .isNotBlank();
    }

    @Test
    void badCredentialsAreToldApart() throws Exception {
        if (fixture.badCredentials().isEmpty()) {
            return;
        }
        try (Provider refused =
                factory().connect(fixture.settings(), new FakeConnectionContext(fixture.badCredentials()))) {
            assertThat(refused.check(context()).problems())
                    .as("check() must report refused credentials as a problem of category AUTHENTICATION")
                    .extracting(Diagnostics.Problem::category)
                    .contains(Category.AUTHENTICATION);
        }
    }

    @Test
    void anEmptyFormIsAUserFailure() throws Exception {
        if (factory().describe().connectionFields().stream().noneMatch(field -> field.is(Field.Flag.REQUIRED))) {
            return;
        }
        String rule = "without its required fields a connection must fail with category USER, thrown by connect() or"
                + " reported by check()";
        try (Provider odd = factory().connect(Values.empty(), new FakeConnectionContext(Map.of()))) {
            assertThat(odd.check(context()).problems())
                    .as(rule)
                    .extracting(Diagnostics.Problem::category)
                    .contains(Category.USER);
        } catch (ProviderException e) {
            assertThat(e.category()).as(rule).isEqualTo(Category.USER);
        }
    }

    @Test
    void closingLeavesNoThreadAndMayBeDoneTwice() throws Exception {
        provider.check(context());
        for (ResourceHandler handler : discoverers(provider)) {
            firstPage(handler, context());
        }
        provider.close();
        assertThatCode(provider::close)
                .as("close() must do nothing when it is called a second time")
                .doesNotThrowAnyException();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threadsBefore.contains(thread) && thread != Thread.currentThread()) {
                thread.join(patience().toMillis());
                assertThat(thread.isAlive())
                        .as(
                                "close() must end each thread the provider has started: \"%s\" still runs after %s",
                                thread.getName(), patience())
                        .isFalse();
            }
        }
    }
}
