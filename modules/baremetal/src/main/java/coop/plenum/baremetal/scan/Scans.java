package coop.plenum.baremetal.scan;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.time.Duration;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts scans. Passwords that were typed are stored as secrets for as long as the scan goes on, and in no case for longer
 * than {@link #PATIENCE}: who asked for it may lose the right to delete them, and the module may be away when it is
 * cancelled.
 * Thread-safe.
 */
@Component(service = Scans.class)
public final class Scans {
    static final String PERMISSION = "baremetal.scan";
    static final Duration PATIENCE = Duration.ofHours(6);

    private final AccessService access;
    private final UnitOfWork unit;
    private final SecretService secrets;
    private final OperationService operations;

    @Activate
    public Scans(
            @Reference AccessService access,
            @Reference UnitOfWork unit,
            @Reference SecretService secrets,
            @Reference OperationService operations) {
        this.access = access;
        this.unit = unit;
        this.secrets = secrets;
        this.operations = operations;
    }

    /**
     * Needs {@code baremetal.scan} and, where passwords are typed, {@code secret.manage} in the space, and {@code secret.use}
     * of stored ones. Wipes the passwords.
     */
    Operation start(Caller caller, ScanRequest request) {
        UUID space = request.space().orElse(AccessService.ROOT_SPACE);
        try {
            access.require(caller, PERMISSION, space);
            for (Login login : request.logins()) {
                login.secret()
                        .ifPresent(
                                secret -> secrets.lease(caller, secret, "scan").close());
            }
            return unit.together(() -> submit(caller, space, request));
        } finally {
            request.logins().forEach(Login::wipe);
        }
    }

    private Operation submit(Caller caller, UUID space, ScanRequest request) {
        Values input = Values.builder()
                .put("addresses", request.addresses())
                .put("protocol", request.protocol())
                .put("fingerprints", request.fingerprints())
                .put(
                        "credentials",
                        request.logins().stream()
                                .map(login -> credential(caller, space, login))
                                .toList())
                .build();
        String title = "Scan " + String.join(", ", request.addresses());
        return operations.submit(
                caller,
                OperationRequest.of(
                                ScanHandler.KIND,
                                title.length() <= 100 ? title : title.substring(0, 99) + "…",
                                space,
                                input)
                        .lane("baremetal.scan", 1));
    }

    private Values credential(Caller caller, UUID space, Login login) {
        SecretRef secret = login.secret()
                .orElseGet(
                        () -> secrets.storeFor(caller, space, "baremetal.scan.password", login.password(), PATIENCE));
        return Values.builder()
                .put("username", login.username())
                .put("secret", secret.toString())
                .put("stays", login.secret().isPresent())
                .build();
    }
}
