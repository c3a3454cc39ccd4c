package coop.plenum.baremetal.scan;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts scans. The passwords are stored as secrets for as long as the scan goes on. Thread-safe. */
@Component(service = Scans.class)
public final class Scans {
    static final String PERMISSION = "baremetal.scan";

    private final AccessService access;
    private final SecretService secrets;
    private final OperationService operations;

    @Activate
    public Scans(
            @Reference AccessService access, @Reference SecretService secrets, @Reference OperationService operations) {
        this.access = access;
        this.secrets = secrets;
        this.operations = operations;
    }

    /** Needs {@code baremetal.scan} and {@code secret.manage} in the space. Wipes the passwords. */
    Operation start(Caller caller, ScanRequest request) {
        UUID space = request.space().orElse(AccessService.ROOT_SPACE);
        List<SecretRef> stored = new ArrayList<>();
        try {
            access.require(caller, PERMISSION, space);
            List<Values> credentials = new ArrayList<>();
            for (Login login : request.logins()) {
                SecretRef secret = secrets.store(caller, space, "baremetal.scan.password", login.password());
                stored.add(secret);
                credentials.add(Values.builder()
                        .put("username", login.username())
                        .put("secret", secret.toString())
                        .build());
            }
            Values input = Values.builder()
                    .put("addresses", request.addresses())
                    .put("protocol", request.protocol())
                    .put("fingerprints", request.fingerprints())
                    .put("credentials", credentials)
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
        } catch (RuntimeException e) {
            stored.forEach(secret -> secrets.delete(caller, secret.id()));
            throw e;
        } finally {
            request.logins().forEach(Login::wipe);
        }
    }
}
