package coop.plenum.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Moto;
import coop.plenum.testkit.ProviderDriver;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The module in use against moto. */
class RdsMotoTest {
    private static Moto moto;
    private ProviderDriver driver;

    @BeforeAll
    static void start() throws Exception {
        moto = Moto.start("--lax");
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        moto.reset();
        driver = RdsAccount.connect(moto.endpoint());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static Values shop() {
        return Values.builder()
                .put("engine", "postgres")
                .put("instanceClass", "db.t4g.micro")
                .put("size", 20)
                .put("adminUser", "chief")
                .build();
    }

    @Test
    void aDatabaseWithoutAPasswordHasOneThatAwsKeeps() throws Exception {
        ResourceState shop = driver.create(Types.DATABASE, "shop", shop());

        assertThat(shop.values().text("adminSecret").orElseThrow()).startsWith("arn:aws:secretsmanager:");
        assertThat(shop.values().asMap())
                .containsEntry("status", "available")
                .containsEntry("publicAccess", false)
                .containsEntry("finalSnapshot", true)
                .containsKeys("address", "port");
    }

    @Test
    void aDatabaseIsStoppedStartedAndRestarted() throws Exception {
        ResourceState shop = driver.create(Types.DATABASE, "shop", shop());

        ResourceState off = ProviderDriver.done(driver.act(Types.DATABASE, shop, "stop", Values.empty()));
        assertThat(off.values().text("status")).contains("stopped");
        ResourceState on = ProviderDriver.done(driver.act(Types.DATABASE, shop, "start", Values.empty()));
        assertThat(on.values().text("status")).contains("available");
        ProviderDriver.done(driver.act(Types.DATABASE, shop, "reboot", Values.empty()));
    }

    @Test
    void aSnapshotIsMadeAndAnotherDatabaseBeginsWithIt() throws Exception {
        ResourceState shop = driver.create(Types.DATABASE, "shop", shop());
        ProviderDriver.done(driver.act(Types.DATABASE, shop, "create-snapshot", Values.of("name", "before")));
        ResourceState before = driver.find(Types.DATABASE_SNAPSHOT, "before");
        assertThat(before.values().text("database")).contains(ProviderDriver.reference(Types.DATABASE, shop));

        ResourceState again = driver.create(
                Types.DATABASE,
                "again",
                Values.builder()
                        .put("snapshot", ProviderDriver.reference(Types.DATABASE_SNAPSHOT, before))
                        .put("instanceClass", "db.t4g.small")
                        .build());

        assertThat(again.values().asMap())
                .containsEntry("engine", "postgres")
                .containsEntry("adminUser", "chief")
                .containsEntry("instanceClass", "db.t4g.small")
                .containsEntry("snapshot", ProviderDriver.reference(Types.DATABASE_SNAPSHOT, before));
    }

    @Test
    void aDatabaseThatIsDeletedLeavesASnapshotUnlessThatIsSwitchedOff() throws Exception {
        ResourceState kept = driver.create(Types.DATABASE, "kept", shop());
        ResourceState lost = driver.create(Types.DATABASE, "lost", shop().merge(Values.of("finalSnapshot", false)));
        driver.delete(Types.DATABASE, kept);
        driver.delete(Types.DATABASE, lost);

        assertThat(driver.discover(Types.DATABASE, 100)).isEmpty();
        assertThat(driver.discover(Types.DATABASE_SNAPSHOT, 100))
                .extracting(ResourceState::title)
                .singleElement()
                .asString()
                .startsWith("kept-final-");
    }

    @Test
    void aDatabaseThatIsProtectedIsNotDeleted() throws Exception {
        ResourceState shop = driver.create(Types.DATABASE, "shop", shop().merge(Values.of("deletionProtection", true)));

        Step step = driver.apply(
                Types.DATABASE, Change.Kind.DELETE, ProviderDriver.ref(shop), shop.values(), Values.empty());
        assertThat(((Step.Failed) step).cause())
                .hasMessageContaining("protect")
                .extracting(failure -> failure.category())
                .isEqualTo(Category.USER);
        driver.update(Types.DATABASE, shop, Values.of("deletionProtection", false));
        driver.delete(Types.DATABASE, shop);
    }

    @Test
    void aNameThatRdsWouldChangeIsRefused() throws Exception {
        Values wanted = shop();
        Step step = driver.apply(
                Types.DATABASE,
                Change.Kind.CREATE,
                new ResourceRef(UUID.randomUUID(), Optional.empty(), "My Shop", wanted),
                Values.empty(),
                wanted);

        assertThat(((Step.Failed) step).cause()).hasMessageContaining("small letters");
        assertThat(driver.discover(Types.DATABASE, 100)).isEmpty();
    }
}
