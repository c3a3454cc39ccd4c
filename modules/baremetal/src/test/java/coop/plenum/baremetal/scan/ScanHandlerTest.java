package coop.plenum.baremetal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanHandlerTest {
    private final FakeSecrets secrets = new FakeSecrets();
    private final ScanHandler handler = new ScanHandler(secrets, new ModuleAccess());

    private boolean allowed = true;

    /** Tells who the module is, and lets everybody scan or nobody. */
    private final class ModuleAccess implements AccessService {
        @Override
        public Decision decide(Caller caller, String permission, UUID space) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decision require(Caller caller, String permission, UUID space) {
            assertThat(permission).isEqualTo("baremetal.scan");
            if (!allowed) {
                throw new PlenumException(PlenumException.Category.DENIED, "access-denied", "Not allowed.");
            }
            return new Decision(true, Optional.empty(), List.of());
        }

        @Override
        public SpaceScope scope(Caller caller, String permission) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Caller module(String moduleName) {
            return Caller.system(moduleName);
        }
    }

    private Values login(String username, String password) {
        return Values.builder()
                .put("username", username)
                .put(
                        "secret",
                        secrets.store(Caller.system("x"), AccessService.ROOT_SPACE, "x", password.toCharArray())
                                .toString())
                .build();
    }

    private FakeRun run(FakeRedfishService service) {
        return run(service, login("root", "wrong-word-1"), login("admin", FakeRedfishService.PASSWORD));
    }

    private static FakeRun run(FakeRedfishService service, Values... credentials) {
        return new FakeRun(Values.builder()
                .put("addresses", List.of("127.0.0.1:" + service.port(), "127.0.0.1:9"))
                .put("protocol", "redfish")
                .put("fingerprints", List.of(FakeRedfishService.fingerprint()))
                .put("credentials", List.of(credentials))
                .build());
    }

    @Test
    void theResultTellsWhatWasFoundAndNoPassword() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.IDRAC)) {
            FakeRun run = run(service);
            Values result = ((Outcome.Done) handler.run(run)).result();
            assertThat(result.integer("addresses")).hasValue(2);
            assertThat(result.integer("silent")).hasValue(1);
            Values found = Values.of("it", result.list("found").get(0)).nested("it");
            assertThat(found.text("result")).contains("works");
            assertThat(found.integer("credential")).hasValue(1);
            assertThat(run.log).anyMatch(line -> line.contains("works with admin (2.)"));
            assertThat(run.log.toString() + result.asMap())
                    .doesNotContain("wrong-word-1")
                    .doesNotContain(FakeRedfishService.PASSWORD);
            assertThat(secrets.held).as("passwords that outlive the scan").isEmpty();
        }
    }

    @Test
    void aScanThatWasInterruptedContactsNobodyAndForgetsItsPasswords() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD)) {
            FakeRun run = run(service);
            run.checkpoint("begun");
            assertThat(((Outcome.Failed) handler.run(run)).code()).isEqualTo("scan-interrupted");
            assertThat(service.logins()).isZero();
            assertThat(secrets.held).isEmpty();
        }
    }

    @Test
    void whatWasTypedForAScanThatIsCancelledBeforeItBeginsIsForgotten() throws Exception {
        Values typed = login("admin", "typed-for-it");
        Values stays = login("admin", FakeRedfishService.PASSWORD).merge(Values.of("stays", true));
        Values input = Values.builder()
                .put("addresses", List.of("127.0.0.1:9"))
                .put("credentials", List.of(typed, stays))
                .build();
        Operation operation = new Operation(
                UUID.randomUUID(),
                ScanHandler.KIND,
                "Scan",
                AccessService.ROOT_SPACE,
                Optional.empty(),
                Caller.system("test").subject(),
                Operation.Status.CANCELLED,
                input,
                Values.empty(),
                0,
                "",
                Optional.empty(),
                0,
                true,
                Instant.now(),
                Optional.empty(),
                Optional.empty());

        handler.cancelled(operation, Caller.system("test"));
        assertThat(secrets.held.values()).containsExactly(FakeRedfishService.PASSWORD);
    }

    @Test
    void whoMayNoLongerScanContactsNobodyAndThePasswordsAreForgotten() throws Exception {
        allowed = false;
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD)) {
            FakeRun run = run(service);
            assertThat(catchThrowableOfType(PlenumException.class, () -> handler.run(run))
                            .code())
                    .isEqualTo("access-denied");
            assertThat(service.logins()).isZero();
            assertThat(secrets.held).isEmpty();
        }
    }

    @Test
    void aSecretThatWasThereBeforeIsUsedByWhoAsksAndStays() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD)) {
            Values stays = login("admin", FakeRedfishService.PASSWORD).merge(Values.of("stays", true));
            FakeRun run = run(service, stays);
            assertThat(handler.run(run)).isInstanceOf(Outcome.Done.class);
            assertThat(run.log).anyMatch(line -> line.contains("works with admin (1.)"));
            assertThat(secrets.lessees).containsOnly(run.caller());
            assertThat(secrets.held).hasSize(1);
        }
    }

    @Test
    void whoMayNoLongerUseASecretReadsWhy() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD)) {
            FakeRun run =
                    run(service, login("admin", FakeRedfishService.PASSWORD).merge(Values.of("stays", true)));
            secrets.usable = false;
            handler.run(run);
            assertThat(run.log).anyMatch(line -> line.contains("cannot be used: You lack secret.use"));
            assertThat(service.logins()).isZero();
        }
    }

    @Test
    void whatCannotBeDeletedNowIsDeletedWhenItsTimeIsOver() throws Exception {
        try (FakeRedfishService service = new FakeRedfishService(Maker.STANDARD)) {
            FakeRun run = run(service);
            secrets.deletable = false;
            assertThat(handler.run(run)).isInstanceOf(Outcome.Done.class);
            assertThat(run.log).anyMatch(line -> line.contains("will be within 6 hours"));
        }
    }

    @Test
    void aRequestIsToldAllThatIsWrongWithIt() {
        PlenumException refused = catchThrowableOfType(
                PlenumException.class,
                () -> ScanRequest.read(Map.of(
                        "addresses",
                        List.of("10.0.0.0/8"),
                        "protocol",
                        "telnet",
                        "fingerprints",
                        List.of("abc"),
                        "space",
                        "here",
                        "nonsense",
                        1,
                        "credentials",
                        List.of(
                                Map.of("username", "root"),
                                Map.of(
                                        "username",
                                        "root",
                                        "password",
                                        "a",
                                        "secret",
                                        new SecretRef(new UUID(0, 1), 1).toString()),
                                Map.of("username", "root", "secret", "my secret")))));
        assertThat(refused.code()).isEqualTo("invalid-scan");
        assertThat(refused.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/addresses",
                        "/protocol",
                        "/fingerprints",
                        "/space",
                        "/nonsense",
                        "/credentials/0",
                        "/credentials/1",
                        "/credentials/2/secret");
    }

    @Test
    void moreCredentialsThanControllersPutUpWithAreRefused() {
        Map<String, Object> login = Map.of("username", "root", "password", "pw-that-is-not-shown");
        PlenumException refused = catchThrowableOfType(
                PlenumException.class,
                () -> ScanRequest.read(
                        Map.of("addresses", List.of("10.0.0.1"), "credentials", Collections.nCopies(6, login))));
        assertThat(refused.violations()).extracting(Violation::pointer).containsExactly("/credentials");
        ScanRequest request = ScanRequest.read(Map.of("addresses", List.of("10.0.0.1"), "credentials", List.of(login)));
        assertThat(request.toString()).doesNotContain("pw-that-is-not-shown");
        request.logins().get(0).wipe();
        assertThat(request.logins().get(0).password()).containsOnly('\0');
    }
}
