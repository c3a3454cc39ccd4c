package coop.plenum.infrastructure.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.content.State;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.infrastructure.FakeProvider;
import coop.plenum.infrastructure.Rig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aConnectionThatWorksIsSavedWithItsSecretApart() {
        Connection connection = rig.connection();

        assertThat(connection.health().status()).isEqualTo(Health.Status.OK);
        assertThat(connection.health().message()).isEqualTo("Lamps 1.0");
        assertThat(connection.item().values().asMap().toString())
                .contains("secret:")
                .doesNotContain("right");
    }

    @Test
    void aConnectionThatFailsIsNotSavedAndTheFieldToBlameIsNamed() {
        assertThatThrownBy(() -> rig.connections.create(rig.caller, Rig.draft("wrong"), false))
                .isInstanceOfSatisfying(PlenumException.class, e -> {
                    assertThat(e.code()).isEqualTo("connection-check-failed");
                    assertThat(e.violations())
                            .extracting(Violation::pointer, Violation::code)
                            .containsExactly(
                                    org.assertj.core.groups.Tuple.tuple("/secrets/password", "wrong-credentials"));
                });
        assertThat(rig.content.ofType(Connection.TYPE)).isEmpty();
        assertThat(rig.secrets.size()).isZero();
    }

    @Test
    void aConnectionThatFailsIsSavedByForceAndSaysWhy() {
        Connection connection = rig.connections.create(rig.caller, Rig.draft("wrong"), true);

        assertThat(connection.health())
                .isEqualTo(new Health(Health.Status.FAILING, "wrong-credentials", "authentication", "Wrong password."));
    }

    @Test
    void allThatIsWrongWithTheFormIsToldAtOnce() {
        Draft draft = new Draft(
                Optional.of("Hall"),
                Optional.empty(),
                Optional.of("lamps"),
                Values.builder().put("endpoint", "nowhere").put("colour", "red").build(),
                Map.of("key", new char[] {'x'}),
                Optional.of("PT1S"),
                Optional.of(0L),
                Optional.empty(),
                Values.empty());

        assertThatThrownBy(() -> rig.connections.create(rig.caller, draft, false))
                .isInstanceOfSatisfying(
                        PlenumException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::pointer)
                                .containsExactlyInAnyOrder(
                                        "/settings/endpoint",
                                        "/settings/colour",
                                        "/secrets/key",
                                        "/secrets/password",
                                        "/syncEvery",
                                        "/callsPerSecond"));
    }

    @Test
    void aTestSavesNothing() {
        assertThat(rig.connections.test(rig.caller, Rig.draft("right")).ok()).isTrue();
        assertThat(rig.content.ofType(Connection.TYPE)).isEmpty();
        assertThat(rig.secrets.size()).isZero();
        assertThat(rig.remote.closed).hasValue(1);
    }

    @Test
    void anUnknownProviderIsNamed() {
        rig.factories.removeFactory(rig.remote);

        assertThatThrownBy(rig::connection)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("provider-missing"));
    }

    @Test
    void whoMayNotCreateIsRefused() {
        rig.access.deny("infrastructure.connection.create");

        assertThatThrownBy(rig::connection)
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));
    }

    @Test
    void aSecretThatIsNotGivenStays() {
        Connection connection = rig.connection();
        Connection updated = rig.connections.update(
                rig.caller,
                connection.id(),
                connection.item().revision(),
                edit(Values.of("endpoint", "https://other.example"), Map.of()),
                false);

        assertThat(updated.access().secrets()).isEqualTo(connection.access().secrets());
        assertThat(updated.access().settings().text("endpoint")).contains("https://other.example");
        assertThat(updated.health().status()).isEqualTo(Health.Status.OK);
    }

    @Test
    void aSecretGoesNowhereElseForWhoMayNotUseIt() {
        Connection connection = rig.connection();
        rig.secrets.deny("secret.use");
        rig.remote.trusted.clear();

        for (boolean force : new boolean[] {false, true}) {
            assertThatThrownBy(() -> rig.connections.update(
                            rig.caller,
                            connection.id(),
                            connection.item().revision(),
                            edit(Values.of("endpoint", "https://evil.example"), Map.of()),
                            force))
                    .isInstanceOfSatisfying(PlenumException.class, e -> {
                        assertThat(e.code()).isEqualTo("secrets-required");
                        assertThat(e).hasMessageContaining("endpoint");
                        assertThat(e.violations())
                                .extracting(Violation::pointer)
                                .containsExactly("/secrets/password");
                    });
        }
        assertThat(rig.remote.trusted).isEmpty();
        assertThat(rig.store.require(connection.id()).access()).isEqualTo(connection.access());
    }

    @Test
    void whoGivesTheSecretAgainNeedNotBeAllowedToUseTheStoredOne() {
        Connection connection = rig.connection();
        rig.secrets.deny("secret.use");

        Connection updated = rig.connections.update(
                rig.caller,
                connection.id(),
                connection.item().revision(),
                edit(Values.of("endpoint", "https://other.example"), Map.of("password", "right".toCharArray())),
                false);

        assertThat(updated.health().status()).isEqualTo(Health.Status.OK);
        assertThat(rig.connections.check(rig.caller, connection.id()).ok()).isTrue();
    }

    @Test
    void whatLeadsNowhereElseIsChangedWithoutTheRightToUseSecrets() {
        Connection connection = rig.connection();
        rig.secrets.deny("secret.use");

        Connection updated = rig.connections.update(
                rig.caller,
                connection.id(),
                connection.item().revision(),
                new Draft(
                        Optional.of("Cellar"),
                        Optional.empty(),
                        Optional.empty(),
                        Values.of("endpoint", "https://lamps.example"),
                        Map.of(),
                        Optional.of("PT1H"),
                        Optional.of(5L),
                        Optional.of(2L),
                        Values.empty()),
                false);

        assertThat(updated.access().callsPerSecond()).isEqualTo(5);
        assertThat(updated.health().status()).isEqualTo(Health.Status.OK);
    }

    @Test
    void theReferenceOfAStoredSecretGivesTheSecretToWhoMayUseIt() {
        ConnectionSecrets secrets = new ConnectionSecrets(rig.secrets);
        String stored = rig.secrets
                .store(rig.caller, AccessService.ROOT_SPACE, "test", "right".toCharArray())
                .toString();

        assertThat(secrets.given(rig.caller, stored)).containsExactly("right".toCharArray());
        assertThat(secrets.given(rig.caller, "secret: of mine")).containsExactly("secret: of mine".toCharArray());
        rig.secrets.deny("secret.use");
        assertThatThrownBy(() -> secrets.given(rig.caller, stored)).hasMessageContaining("secret.use");
    }

    @Test
    void settingsGivenPastTheFormGetNoSecretUntilSomebodyWhoMayHasSavedThem() {
        Connection connection = rig.connection();
        rig.remote.trusted.clear();
        rig.content.update(
                rig.caller,
                connection.id(),
                connection.item().revision(),
                new ItemPatch(
                        Optional.empty(),
                        Values.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Values.of("settings", Map.of("endpoint", "https://evil.example")),
                        ""));

        Diagnostics withheld = rig.connections.check(rig.caller, connection.id());

        assertThat(withheld.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("secrets-withheld");
            assertThat(problem.message()).contains("endpoint");
        });
        assertThat(rig.remote.trusted).isEmpty();

        rig.secrets.deny("secret.use");
        long revision = rig.store.require(connection.id()).item().revision();
        assertThatThrownBy(() -> rig.connections.update(
                        rig.caller, connection.id(), revision, edit(Values.empty(), Map.of()), true))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("secrets-required"));

        rig.secrets.allow("secret.use");
        rig.connections.update(rig.caller, connection.id(), revision, edit(Values.empty(), Map.of()), false);

        assertThat(rig.connections.check(rig.caller, connection.id()).ok()).isTrue();
        assertThat(rig.remote.trusted).containsOnly("https://evil.example");
    }

    @Test
    void aNewSecretIsTestedBeforeItReplacesTheOldOne() {
        Connection connection = rig.connection();
        Draft wrong = edit(Values.empty(), Map.of("password", "wrong".toCharArray()));

        assertThatThrownBy(() -> rig.connections.update(
                        rig.caller, connection.id(), connection.item().revision(), wrong, false))
                .isInstanceOf(PlenumException.class);
        assertThat(rig.store.require(connection.id()).access()).isEqualTo(connection.access());
        assertThat(rig.secrets.size()).isEqualTo(1);
    }

    @Test
    void aStaleRevisionIsRefusedBeforeAnythingIsTested() {
        Connection connection = rig.connection();
        int tests = rig.remote.connected.get();

        assertThatThrownBy(() ->
                        rig.connections.update(rig.caller, connection.id(), 1, edit(Values.empty(), Map.of()), false))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.category()).isEqualTo(PlenumException.Category.STALE));
        assertThat(rig.remote.connected).hasValue(tests);
    }

    @Test
    void aQuietCheckWritesNothing() {
        Connection connection = rig.connection();
        int writes = rig.content.writes();
        rig.connections.check(rig.caller, connection.id());

        assertThat(rig.content.writes()).isEqualTo(writes);
        assertThat(rig.store.lastContact(connection.id())).isPresent();
    }

    @Test
    void eachKindOfFailureIsToldApartOnTheConnection() {
        Connection connection = rig.connection();
        for (Category category : Category.values()) {
            rig.store.report(rig.caller, connection.id(), Health.failing(FakeProvider.failure(category)));

            assertThat(rig.store.require(connection.id()).health().category())
                    .isEqualTo(category.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void deletingIsRefusedWhileItemsAreManagedAndReleasesThemOnDemand() {
        Connection connection = rig.connection();
        var lamp = rig.content.create(
                rig.caller,
                new NewItem(
                        FakeProvider.LAMP,
                        AccessService.ROOT_SPACE,
                        "desk",
                        Map.of(),
                        State.DRAFT,
                        Values.of("name", "desk"),
                        Optional.of(connection.id()),
                        ""));
        rig.lamp("lamp-1", "desk", 5);
        rig.resources.observe(rig.caller, lamp.id());
        long revision = connection.item().revision();

        assertThatThrownBy(() -> rig.connections.delete(rig.caller, connection.id(), revision, false))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("connection-in-use"));
        rig.connections.delete(rig.caller, connection.id(), revision, true);

        assertThat(rig.content.ofType(Connection.TYPE)).isEmpty();
        assertThat(rig.secrets.size()).isZero();
        assertThat(rig.content.get(lamp.id()).management().orElseThrow().managed())
                .isFalse();
    }

    @Test
    void whoMayNotStoreSecretsChangesNothingElseAlongWithOne() {
        Connection connection = rig.connection();
        rig.secrets.deny("secret.manage");

        assertThatThrownBy(() -> rig.connections.update(
                        rig.caller,
                        connection.id(),
                        connection.item().revision(),
                        edit(Values.of("endpoint", "https://other.example"), Map.of("password", "right".toCharArray())),
                        false))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));

        assertThat(rig.store.require(connection.id())).isEqualTo(connection);
        assertThat(rig.connections.check(rig.caller, connection.id()).ok()).isTrue();
    }

    @Test
    void ofSeveralSecretsAllAreStoredOrNone() {
        assertThatThrownBy(() -> rig.connections.create(
                        rig.caller,
                        draft(Map.of("password", "right".toCharArray(), "pin", "unstorable".toCharArray())),
                        false))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("secret-too-large"));

        assertThat(rig.secrets.size()).isZero();
        assertThat(rig.content.ofType(Connection.TYPE)).isEmpty();
    }

    @Test
    void aConnectionWhoseSecretsMayNotBeDeletedStaysWithAllThatIsManaged() {
        Connection connection = rig.connection();
        rig.secrets.deny("secret.manage");

        assertThatThrownBy(() -> rig.connections.delete(
                        rig.caller, connection.id(), connection.item().revision(), true))
                .isInstanceOfSatisfying(
                        PlenumException.class, e -> assertThat(e.code()).isEqualTo("access-denied"));

        assertThat(rig.store.require(connection.id())).isEqualTo(connection);
        assertThat(rig.secrets.size()).isEqualTo(1);
    }

    @Test
    void aConnectionWhoseSecretIsGoneCanBeDeleted() {
        Connection connection = rig.connection();
        rig.secrets.delete(
                rig.caller, connection.access().secrets().get("password").id());

        rig.connections.delete(rig.caller, connection.id(), connection.item().revision(), false);

        assertThat(rig.content.ofType(Connection.TYPE)).isEmpty();
    }

    @Test
    void aSecretThatIsTakenAwayIsDeleted() {
        Connection connection = rig.connections.create(
                rig.caller, draft(Map.of("password", "right".toCharArray(), "pin", "1234".toCharArray())), false);

        Connection updated = rig.connections.update(
                rig.caller,
                connection.id(),
                connection.item().revision(),
                edit(Values.empty(), Map.of("pin", new char[0])),
                false);

        assertThat(updated.access().secrets()).containsOnlyKeys("password");
        assertThat(rig.secrets.size()).isEqualTo(1);
    }

    private static Draft draft(Map<String, char[]> secrets) {
        return new Draft(
                Optional.of("Hall"),
                Optional.empty(),
                Optional.of("lamps"),
                Values.of("endpoint", "https://lamps.example"),
                secrets,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty());
    }

    private static Draft edit(Values settings, Map<String, char[]> secrets) {
        return new Draft(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                settings,
                secrets,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Values.empty());
    }
}
