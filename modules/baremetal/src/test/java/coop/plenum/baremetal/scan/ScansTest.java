package coop.plenum.baremetal.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScansTest {
    private static final Caller CALLER = Caller.system("test");

    private final FakeSecrets secrets = new FakeSecrets();
    private final Submitted operations = new Submitted();
    private final List<String> units = new ArrayList<>();
    private final Scans scans = new Scans(
            new Everybody(),
            new UnitOfWork() {
                @Override
                public <T> T together(Supplier<T> work) {
                    units.add("begun");
                    T result = work.get();
                    units.add("committed");
                    return result;
                }
            },
            secrets,
            operations);

    private static ScanRequest request(Map<String, Object> credential) {
        return ScanRequest.read(Map.of("addresses", List.of("10.0.0.1"), "credentials", List.of(credential)));
    }

    @Test
    void aPasswordThatWasTypedIsStoredWithTheScanAndForAWhileOnly() {
        ScanRequest request = request(Map.of("username", "root", "password", "pw-that-is-not-shown"));
        Operation operation = scans.start(CALLER, request);

        assertThat(secrets.lifetimes).containsExactly(Scans.PATIENCE);
        assertThat(units).containsExactly("begun", "committed");
        assertThat(operation.input().asMap().toString()).contains("secret:").doesNotContain("pw-that-is-not-shown");
        assertThat(request.logins().get(0).password()).containsOnly('\0');
    }

    @Test
    void aStoredSecretIsNamedInPlaceOfAPassword() {
        SecretRef ref = secrets.store(CALLER, AccessService.ROOT_SPACE, "x", "word".toCharArray());
        Operation operation = scans.start(CALLER, request(Map.of("username", "root", "secret", ref.toString())));

        assertThat(operation.input().asMap().toString()).contains(ref.toString());
        assertThat(secrets.held).hasSize(1);
        assertThat(secrets.lessees).containsExactly(CALLER);
    }

    @Test
    void whoMayNotUseAStoredSecretDoesNotScanWithIt() {
        SecretRef ref = secrets.store(CALLER, AccessService.ROOT_SPACE, "x", "word".toCharArray());
        secrets.usable = false;

        assertThat(catchThrowableOfType(
                                PlenumException.class,
                                () -> scans.start(
                                        CALLER, request(Map.of("username", "root", "secret", ref.toString()))))
                        .code())
                .isEqualTo("access-denied");
        assertThat(operations.all).isEmpty();
    }

    /** Who may do everything. */
    private static final class Everybody implements AccessService {
        @Override
        public Decision decide(Caller caller, String permission, UUID space) {
            return new Decision(true, Optional.empty(), List.of());
        }

        @Override
        public Decision require(Caller caller, String permission, UUID space) {
            return decide(caller, permission, space);
        }

        @Override
        public SpaceScope scope(Caller caller, String permission) {
            return new SpaceScope.Everywhere();
        }

        @Override
        public Caller module(String moduleName) {
            return Caller.system(moduleName);
        }
    }

    /** Operations that nobody carries out. */
    private static final class Submitted implements OperationService {
        final List<Operation> all = new ArrayList<>();

        @Override
        public Operation submit(Caller caller, OperationRequest request) {
            Operation operation = new Operation(
                    UUID.randomUUID(),
                    request.kind(),
                    request.title(),
                    request.space(),
                    request.target(),
                    caller.subject(),
                    Operation.Status.QUEUED,
                    request.input(),
                    Values.empty(),
                    0,
                    "",
                    Optional.empty(),
                    0,
                    false,
                    Instant.now(),
                    Optional.empty(),
                    Optional.empty());
            all.add(operation);
            return operation;
        }

        @Override
        public Optional<Operation> find(Caller caller, UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<Operation> list(Caller caller, Filter filter, PageRequest page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page<LogLine> log(Caller caller, UUID id, PageRequest page) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Operation cancel(Caller caller, UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Operation retry(Caller caller, UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
