package coop.plenum.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.OnEachEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeSecretServiceTest {
    private static final Caller ALICE = new Caller(
            new Subject(Subject.Kind.USER, new UUID(7, 7), "alice"),
            Caller.Source.API,
            Optional.empty(),
            "correlation");
    private static final UUID SPACE = new UUID(1, 1);
    private static final String FIELD = "infrastructure.connection.password";
    private static final String TEXT = "pass\u00e4wort \ud83d\ude00";

    @TempDir
    Path folder;

    private final FakeCore core = new FakeCore();

    private Path keyFile() {
        return folder.resolve("secrets").resolve("master.key");
    }

    private EnvelopeSecretService service(Database database) {
        return service(database, new MasterKeyFile(keyFile(), new AesGcm()));
    }

    private EnvelopeSecretService service(Database database, MasterKeys keys) {
        return new EnvelopeSecretService(database, core, core, core, keys);
    }

    private SecretRef stored(EnvelopeSecretService secrets) {
        return secrets.store(ALICE, SPACE, FIELD, TEXT.toCharArray());
    }

    private static String read(EnvelopeSecretService secrets, SecretRef ref) {
        try (SecretLease lease = secrets.lease(ALICE, ref, "test")) {
            return new String(lease.value());
        }
    }

    @OnEachEngine
    void aSecretIsLeasedAsItWasStored(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef ref = stored(secrets);

        assertThat(ref.version()).isEqualTo(1);
        assertThat(read(secrets, ref)).isEqualTo(TEXT);
        assertThat(read(service(database), ref)).isEqualTo(TEXT);
        assertThat(read(secrets, secrets.store(ALICE, SPACE, FIELD, new char[0])))
                .isEmpty();
    }

    @OnEachEngine
    void closingALeaseWipesIt(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretLease lease = secrets.lease(ALICE, stored(secrets), "test");
        char[] value = lease.value();
        assertThat(lease).hasToString("********");
        lease.close();

        assertThat(value).containsOnly('\0');
        assertThatThrownBy(lease::value).isInstanceOf(IllegalStateException.class);
    }

    @OnEachEngine
    void olderVersionsStayReadableUntilDeletion(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef first = stored(secrets);
        SecretRef second = secrets.replace(ALICE, first.id(), "second".toCharArray());

        assertThat(second).isEqualTo(new SecretRef(first.id(), 2));
        assertThat(read(secrets, first)).isEqualTo(TEXT);
        assertThat(read(secrets, second)).isEqualTo("second");

        secrets.delete(ALICE, first.id());
        for (SecretRef gone : List.of(first, second)) {
            assertThatThrownBy(() -> secrets.lease(ALICE, gone, "test")).satisfies(hasCode("secret-missing"));
        }
        assertThatThrownBy(() -> secrets.replace(ALICE, first.id(), new char[1]))
                .satisfies(hasCode("secret-missing"));
        assertThatThrownBy(() -> secrets.delete(ALICE, first.id())).satisfies(hasCode("secret-missing"));
        secrets.discard(ALICE, first.id());
    }

    @OnEachEngine
    void aSecretForAWhileIsLeasedForNoLongerAndThenDeleted(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretExpiry expiry = new SecretExpiry(database, core);
        SecretRef kept = stored(secrets);
        SecretRef lasting = secrets.storeFor(ALICE, SPACE, FIELD, TEXT.toCharArray(), Duration.ofMinutes(5));
        SecretRef over = secrets.storeFor(ALICE, SPACE, FIELD, TEXT.toCharArray(), Duration.ZERO);

        assertThatThrownBy(() -> secrets.lease(ALICE, over, "test")).satisfies(hasCode("secret-missing"));
        expiry.sweep();
        expiry.close();

        assertThat(core.last().action()).isEqualTo("secret.expire");
        assertThat(core.last().targetId()).isEqualTo(over.id().toString());
        assertThatThrownBy(() -> secrets.delete(ALICE, over.id())).satisfies(hasCode("secret-missing"));
        assertThat(read(secrets, kept)).isEqualTo(read(secrets, lasting)).isEqualTo(TEXT);
    }

    private static Consumer<Throwable> hasCode(String code) {
        return thrown -> assertThat(((PlenumException) thrown).code()).isEqualTo(code);
    }

    @OnEachEngine
    void everyStepIsAuditedWithoutTheSecret(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef ref = stored(secrets);
        read(secrets, ref);
        secrets.replace(ALICE, ref.id(), TEXT.toCharArray());
        secrets.delete(ALICE, ref.id());

        assertThat(core.audited)
                .extracting(AuditEvent::action)
                .containsExactly("secret.store", "secret.read", "secret.replace", "secret.delete");
        assertThat(core.audited).allSatisfy(event -> {
            assertThat(event.targetId()).isEqualTo(ref.id().toString());
            assertThat(event.space()).contains(SPACE);
            assertThat(event.decision()).isPresent();
            assertThat(event.details().asMap().toString()).doesNotContain(TEXT);
        });
        assertThat(core.audited.get(1).details().text("purpose")).contains("test");
    }

    @OnEachEngine
    void aLeaseThatCannotBeAuditedIsNotGiven(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef ref = stored(secrets);
        core.auditFails = true;

        assertThatThrownBy(() -> secrets.lease(ALICE, ref, "test")).satisfies(hasCode("audit-unavailable"));
    }

    @OnEachEngine
    void permissionsAreAskedFor(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef ref = stored(secrets);
        assertThat(core.declared).extracting(Permission::name).containsExactly("secret.use", "secret.manage");

        core.denied.addAll(List.of("secret.use", "secret.manage"));
        assertThatThrownBy(() -> secrets.lease(ALICE, ref, "test")).satisfies(hasCode("access-denied"));
        assertThatThrownBy(() -> stored(secrets)).satisfies(hasCode("access-denied"));
        assertThatThrownBy(() -> secrets.replace(ALICE, ref.id(), new char[1])).satisfies(hasCode("access-denied"));
        assertThatThrownBy(() -> secrets.delete(ALICE, ref.id())).satisfies(hasCode("access-denied"));
        assertThatThrownBy(() -> secrets.discard(ALICE, ref.id())).satisfies(hasCode("access-denied"));
        assertThatThrownBy(() -> secrets.rotateMasterKey(ALICE)).satisfies(hasCode("access-denied"));
        core.denied.clear();
        assertThat(read(secrets, ref)).isEqualTo(TEXT);
    }

    @OnEachEngine
    void aModuleNeedsAGrant(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef ref = stored(secrets);
        Caller module = core.module("aws");

        assertThatThrownBy(() -> secrets.lease(module, ref, "sync")).satisfies(hasCode("access-denied"));
        core.grantedToModules.add("secret.use");
        try (SecretLease lease = secrets.lease(module, ref, "sync")) {
            assertThat(lease.value()).containsExactly(TEXT.toCharArray());
        }
    }

    @OnEachEngine
    void aRolledBackUnitOfWorkStoresNothing(Database database) {
        EnvelopeSecretService secrets = service(database);
        List<SecretRef> refs = new ArrayList<>();
        assertThatThrownBy(() -> database.write(sql -> {
                    refs.add(stored(secrets));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(() -> secrets.lease(ALICE, refs.get(0), "test")).satisfies(hasCode("secret-missing"));
    }

    @OnEachEngine
    void anotherMasterKeyOpensNothing(Database database) throws Exception {
        SecretRef ref = stored(service(database));
        Files.delete(keyFile());
        MasterKeyFile other = new MasterKeyFile(keyFile(), new AesGcm());
        other.create();
        EnvelopeSecretService secrets = service(database, other);

        assertThatThrownBy(() -> secrets.lease(ALICE, ref, "test"))
                .satisfies(hasCode("secret-unreadable"))
                .hasMessageContaining("Put back the master key");
        assertThat(core.last().outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
    }

    @OnEachEngine
    void aLostMasterKeyIsNotReplacedInSilence(Database database) throws Exception {
        stored(service(database));
        Files.delete(keyFile());

        assertThatThrownBy(() -> stored(service(database))).satisfies(hasCode("secret-unreadable"));
        assertThat(keyFile()).doesNotExist();
    }

    @OnEachEngine
    void aChangedRowIsRefused(Database database) {
        EnvelopeSecretService secrets = service(database);
        for (String column : List.of("sealed", "wrapped_key")) {
            SecretRef ref = stored(secrets);
            byte[] bytes = bytes(database, ref, column);
            bytes[bytes.length / 2] ^= 1;
            set(database, ref, column, bytes);
            assertThatThrownBy(() -> secrets.lease(ALICE, ref, "test"))
                    .satisfies(hasCode("secret-unreadable"))
                    .hasMessageContaining("changed");
            set(database, ref, column, new byte[3]);
            assertThatThrownBy(() -> secrets.lease(ALICE, ref, "test")).satisfies(hasCode("secret-unreadable"));
        }
    }

    @OnEachEngine
    void aRowCannotTakeThePlaceOfAnother(Database database) {
        EnvelopeSecretService secrets = service(database);
        SecretRef cheap = secrets.store(ALICE, SPACE, FIELD, "cheap".toCharArray());
        SecretRef dear = secrets.store(ALICE, SPACE, FIELD, "dear".toCharArray());
        for (String column : List.of("sealed", "wrapped_key")) {
            set(database, cheap, column, bytes(database, dear, column));
        }
        assertThatThrownBy(() -> secrets.lease(ALICE, cheap, "test")).satisfies(hasCode("secret-unreadable"));

        database.write(sql -> sql.update("UPDATE secret_item SET space = ? WHERE id = ?", new UUID(2, 2), dear.id()));
        assertThatThrownBy(() -> secrets.lease(ALICE, dear, "test")).satisfies(hasCode("secret-unreadable"));
        database.write(
                sql -> sql.update("UPDATE secret_item SET space = ?, field = 'other' WHERE id = ?", SPACE, dear.id()));
        assertThatThrownBy(() -> secrets.lease(ALICE, dear, "test")).satisfies(hasCode("secret-unreadable"));
        database.write(sql -> sql.update("UPDATE secret_item SET field = ? WHERE id = ?", FIELD, dear.id()));
        assertThat(read(secrets, dear)).isEqualTo("dear");
        database.write(sql -> sql.update("UPDATE secret_version SET version = 9 WHERE secret_id = ?", dear.id()));
        assertThatThrownBy(() -> secrets.lease(ALICE, new SecretRef(dear.id(), 9), "test"))
                .satisfies(hasCode("secret-unreadable"));
    }

    private static byte[] bytes(Database database, SecretRef ref, String column) {
        return database.read(sql -> sql.one(
                        "SELECT " + column + " FROM secret_version WHERE secret_id = ?", row -> row.bytes(1), ref.id())
                .orElseThrow());
    }

    private static void set(Database database, SecretRef ref, String column, byte[] bytes) {
        database.write(
                sql -> sql.update("UPDATE secret_version SET " + column + " = ? WHERE secret_id = ?", bytes, ref.id()));
    }

    @OnEachEngine
    void rotationWrapsAllVersionsAnewAndForgetsTheOldKey(Database database) throws Exception {
        EnvelopeSecretService secrets = service(database);
        List<SecretRef> refs = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            refs.add(stored(secrets));
        }
        refs.add(secrets.replace(ALICE, refs.get(0).id(), TEXT.toCharArray()));
        String first = Files.readString(keyFile());
        byte[] sealed = bytes(database, refs.get(5), "sealed");

        secrets.rotateMasterKey(ALICE);
        assertThat(keyNames(database)).hasSize(1);
        assertThat(core.last().details().integer("rewrapped")).hasValue(121);
        assertThat(bytes(database, refs.get(5), "sealed")).isEqualTo(sealed);
        refs.forEach(ref -> assertThat(read(secrets, ref)).isEqualTo(TEXT));

        secrets.rotateMasterKey(ALICE);
        assertThat(Files.readString(keyFile())).doesNotContain(first).hasLineCount(2);
        refs.forEach(ref -> assertThat(read(service(database), ref)).isEqualTo(TEXT));
    }

    @OnEachEngine
    void aRotationThatWasCutShortGoesOn(Database database) throws Exception {
        EnvelopeSecretService secrets = service(database);
        SecretRef before = stored(secrets);
        MasterKeyFile cut = new MasterKeyFile(keyFile(), new AesGcm());
        String target = cut.renew().orElseThrow().id();
        EnvelopeSecretService restarted = service(database);
        SecretRef since = stored(restarted);
        assertThat(keyNames(database)).hasSize(2).contains(target);
        assertThat(read(restarted, before)).isEqualTo(TEXT);

        restarted.rotateMasterKey(ALICE);
        assertThat(keyNames(database)).containsExactly(target);
        assertThat(read(restarted, before)).isEqualTo(TEXT);
        assertThat(read(restarted, since)).isEqualTo(TEXT);
    }

    private static List<String> keyNames(Database database) {
        return database.read(sql -> sql.query("SELECT DISTINCT master_key FROM secret_version", row -> row.text(1)));
    }

    @OnEachEngine
    void aKeyFromTheEnvironmentIsRotatedByPuttingANewOneInFront(Database database) {
        String old = Base64.getEncoder().encodeToString(new AesGcm().newKey());
        String fresh = Base64.getEncoder().encodeToString(new AesGcm().newKey());
        SecretRef ref = stored(service(database, GivenMasterKeys.parse(old)));

        EnvelopeSecretService both = service(database, GivenMasterKeys.parse(fresh + "," + old));
        assertThat(read(both, ref)).isEqualTo(TEXT);
        both.rotateMasterKey(ALICE);
        assertThat(read(service(database, GivenMasterKeys.parse(fresh)), ref)).isEqualTo(TEXT);
        assertThatThrownBy(() -> service(database, GivenMasterKeys.parse(old)).lease(ALICE, ref, "test"))
                .satisfies(hasCode("secret-unreadable"));
        assertThat(keyFile()).doesNotExist();
    }

    @OnEachEngine
    void badKeysAndBadSecretsAreRefusedWithoutBeingQuoted(Database database) throws Exception {
        String tooShort = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4, 5, 6});
        for (String text : List.of("", "*secret*", tooShort)) {
            assertThatThrownBy(() -> GivenMasterKeys.parse(text))
                    .hasMessageContaining("plenum.master.key")
                    .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("*secret*", tooShort));
        }
        Files.createDirectories(keyFile().getParent());
        Files.writeString(keyFile(), "*secret*\n");
        assertThatThrownBy(() -> stored(service(database)))
                .satisfies(hasCode("secret-unreadable"))
                .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("*secret*"));
        Files.delete(keyFile());
        EnvelopeSecretService secrets = service(database);
        assertThatThrownBy(() -> secrets.store(ALICE, SPACE, FIELD, new char[] {'a', '\ud800'}))
                .satisfies(hasCode("invalid-secret"));
        assertThatThrownBy(() -> secrets.store(ALICE, SPACE, FIELD, new char[70_000]))
                .satisfies(hasCode("secret-too-large"));
        assertThatThrownBy(() -> secrets.store(ALICE, SPACE, " ", new char[] {'a'}))
                .satisfies(hasCode("invalid-secret"));
        assertThatThrownBy(() -> secrets.store(ALICE, SPACE, "x".repeat(201), new char[] {'a'}))
                .satisfies(hasCode("invalid-secret"));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @OnEachEngine
    void nothingInTheDatabaseOrInTextFormsShowsTheSecret(Database database) throws Exception {
        MasterKeyFile keys = new MasterKeyFile(keyFile(), new AesGcm());
        EnvelopeSecretService secrets = service(database, keys);
        SecretRef ref = secrets.store(ALICE, AccessService.ROOT_SPACE, FIELD, "plain text".toCharArray());
        Sealed sealed = database.read(sql -> Sealed.find(sql, ref.id(), 1, EnvelopeSecretService.now()))
                .orElseThrow();

        assertThat(new String(sealed.content(), StandardCharsets.ISO_8859_1)).doesNotContain("plain text");
        assertThat(sealed).hasToString("secret " + ref.id() + "#1");
        assertThat(keys.all().get(0).toString())
                .isEqualTo("master key " + sealed.masterKey())
                .doesNotContain(Files.readString(keyFile()).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
    }
}
