package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application credential gets a secret of the platform's, which is told to Keystone and to nobody else. */
class ApplicationCredentialTest {
    private static final String TYPE = Types.APPLICATION_CREDENTIAL;
    private static final String REFERENCE = "secret:0190a1b2-0000-7000-8000-000000000001#1";
    private static final String SECRET = FakeOperationContext.secretOf(REFERENCE);

    private final FakeCloud cloud = new FakeCloud();
    private final ProviderDriver driver =
            connected(OpenStackContract.settings(cloud.authUrl()), Map.of("password", FakeCloud.PASSWORD));

    private static ProviderDriver connected(Values settings, Map<String, String> credentials) {
        try {
            return new ProviderDriver(
                    new OpenStackProviderFactory().connect(settings, new FakeConnectionContext(credentials)));
        } catch (ProviderException e) {
            throw new AssertionError(e);
        }
    }

    private ProviderDriver with(ResourceState credential) {
        return connected(
                Values.builder()
                        .put("authUrl", cloud.authUrl())
                        .put("applicationCredentialId", credential.externalId())
                        .build(),
                Map.of("applicationCredentialSecret", SECRET));
    }

    @AfterEach
    void close() {
        driver.close();
        cloud.close();
    }

    private static Values wanted(String name) {
        return Values.builder().put("name", name).put("secret", REFERENCE).build();
    }

    private static Step create(ProviderDriver driver, Values values, FakeOperationContext context) throws Exception {
        ResourceHandler handler = driver.handler(TYPE);
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), "titled", values);
        return handler.apply(new Change(Change.Kind.CREATE, ref, Values.empty(), values, Optional.empty()), context);
    }

    private static ProviderException refused(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    private static List<Violation> problems(ProviderDriver driver, Values values) throws Exception {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), "titled", values);
        return ((Validator) driver.handler(TYPE))
                .validate(
                        new Change(Change.Kind.CREATE, ref, Values.empty(), values, Optional.empty()),
                        FakeOperationContext.create());
    }

    @Test
    void oneThatWasMadeOpensTheCloudAndItsSecretStandsNowhere() throws Exception {
        FakeOperationContext context = FakeOperationContext.create();

        Step step = create(driver, wanted("ci"), context);

        ResourceState made = ProviderDriver.done(step);
        assertThat(made.values().flag("unrestricted")).as("unless asked for").contains(false);
        assertThat(made.values().has("secret")).isFalse();
        assertThat(step.toString() + context.messages() + driver.discover(TYPE, 10))
                .doesNotContain(SECRET);
        assertThat(context.openLeases()).isZero();
        try (ProviderDriver ci = with(made)) {
            assertThat(ci.provider().check(FakeOperationContext.create()).problems())
                    .isEmpty();
        }
    }

    @Test
    void oneThatALostRequestHasMadeIsKnownByItsSecret() throws Exception {
        ResourceState made = ProviderDriver.done(create(driver, wanted("ci"), FakeOperationContext.create()));

        assertThat(ProviderDriver.done(create(driver, wanted("ci"), FakeOperationContext.create()))
                        .externalId())
                .isEqualTo(made.externalId());
        Values other = wanted("ci").merge(Values.of("secret", "secret:0190a1b2-0000-7000-8000-000000000002#1"));
        assertThat(refused(create(driver, other, FakeOperationContext.create())).code())
                .isEqualTo("name-taken");
        assertThat(driver.discover(TYPE, 10)).hasSize(1);
    }

    @Test
    void aRestrictedOneMakesAndRevokesNoneAndSaysHowItIsDone() throws Exception {
        ResourceState own = ProviderDriver.done(create(driver, wanted("ci"), FakeOperationContext.create()));
        ResourceState other = ProviderDriver.done(create(driver, wanted("other"), FakeOperationContext.create()));

        try (ProviderDriver ci = with(own)) {
            ProviderException cause = refused(create(ci, wanted("more"), FakeOperationContext.create()));
            assertThat(cause.category()).isEqualTo(Category.AUTHENTICATION);
            assertThat(cause.code()).isEqualTo("restricted-credential");
            assertThat(cause).hasMessageContaining("unrestricted");
            assertThat(refused(delete(ci, other)).code()).isEqualTo("restricted-credential");
            assertThat(problems(ci, wanted("more")))
                    .extracting(Violation::code)
                    .containsExactly("restricted-credential");
        }
        assertThat(problems(driver, wanted("more"))).isEmpty();
    }

    @Test
    void anUnrestrictedOneMakesFurtherOnesAndDoesNotRevokeItself() throws Exception {
        Values wide = wanted("wide").merge(Values.of("unrestricted", true));
        ResourceState own = ProviderDriver.done(create(driver, wide, FakeOperationContext.create()));

        try (ProviderDriver ci = with(own)) {
            ResourceState more = ProviderDriver.done(create(ci, wanted("more"), FakeOperationContext.create()));
            assertThat(delete(ci, more)).isInstanceOf(Step.Done.class);
            assertThat(refused(delete(ci, own)).code()).isEqualTo("own-credential");
        }
    }

    private static Step delete(ProviderDriver driver, ResourceState state) throws Exception {
        return driver.handler(TYPE)
                .apply(
                        new Change(
                                Change.Kind.DELETE,
                                ProviderDriver.ref(state),
                                state.values(),
                                Values.empty(),
                                Optional.empty()),
                        FakeOperationContext.create());
    }

    @Test
    void whatKeystoneSaysIsTellingWithoutTheSecret() throws Exception {
        ProviderException refused = refused(create(
                driver, wanted("ci").merge(Values.of("roles", List.of("admin"))), FakeOperationContext.create()));

        assertThat(refused.category()).isEqualTo(Category.USER);
        assertThat(refused).hasMessageContaining("no such role; it was sent ***");
        assertThat(refused.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void aPlanNamesEveryProblem() throws Exception {
        Values wrong = Values.builder()
                .put("name", "ci")
                .put("roles", List.of("member", "admin"))
                .put("expiresAt", "2020-01-31T00:00:00Z")
                .build();

        assertThat(problems(driver, wrong))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/secret", "/roles", "/expiresAt");
    }

    @Test
    void withoutASecretNoneIsMade() throws Exception {
        ProviderException refused = refused(create(driver, Values.of("name", "ci"), FakeOperationContext.create()));

        assertThat(refused.field()).contains("secret");
        assertThat(driver.discover(TYPE, 10)).isEmpty();
    }

    @Test
    void anotherSecretTakesAnotherCredential() throws Exception {
        ResourceState made = ProviderDriver.done(create(driver, wanted("ci"), FakeOperationContext.create()));
        Values after = wanted("ci").merge(Values.of("secret", "secret:0190a1b2-0000-7000-8000-000000000001#2"));

        Step step = driver.handler(TYPE)
                .apply(
                        new Change(Change.Kind.UPDATE, ProviderDriver.ref(made), wanted("ci"), after, Optional.empty()),
                        FakeOperationContext.create());

        assertThat(refused(step).code()).isEqualTo("replacement-needed");
    }

    @Test
    void aCheckThatCannotBeMadeIsNoProblemOfThePlan() throws Exception {
        try (ProviderDriver silent =
                connected(OpenStackContract.settings("http://127.0.0.1:9"), Map.of("password", FakeCloud.PASSWORD))) {
            assertThat(problems(silent, wanted("ci"))).isEmpty();
        }
    }
}
