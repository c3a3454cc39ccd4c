package coop.plenum.baremetal.scan;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import coop.plenum.baremetal.AddressList;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.scan.Finding.Result;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Carries out a scan, once: one that was interrupted is not gone on with, because controllers would meet the same wrong
 * passwords again. Whatever becomes of it, passwords that were typed for it are deleted. Thread-safe.
 */
@Component(service = OperationHandler.class)
public final class ScanHandler implements OperationHandler {
    static final String KIND = "baremetal.scan";

    private static final String BEGUN = "begun";
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final SecretService secrets;
    private final AccessService access;
    private final Caller self;

    @Activate
    public ScanHandler(@Reference SecretService secrets, @Reference AccessService access) {
        this.secrets = secrets;
        this.access = access;
        this.self = access.module("baremetal");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        List<Stored> credentials = credentials(run.input(), run.caller());
        try {
            if (run.resumeToken().isPresent()) {
                return new Outcome.Failed(
                        "scan-interrupted",
                        "conflict",
                        "The scan was interrupted. It is not gone on with, because controllers that refused a password "
                                + "would meet it again. What was found until then stands in the log.");
            }
            access.require(run.caller(), Scans.PERMISSION, run.space()); // it may have waited, or be tried again
            run.checkpoint(BEGUN);
            return scan(run, credentials);
        } finally {
            credentials.stream()
                    .filter(credential -> !credential.stays())
                    .forEach(credential -> forget(run, credential));
        }
    }

    /** Nobody will need the passwords that were typed for it. */
    @Override
    public void cancelled(Operation operation, Caller caller) {
        credentials(operation.input(), caller).stream()
                .filter(credential -> !credential.stays())
                .forEach(credential ->
                        secrets.discard(caller, credential.secret().id()));
    }

    private List<Stored> credentials(Values input, Caller asking) {
        return input.list("credentials").stream()
                .map(ScanHandler::values)
                .map(login -> stored(login, asking))
                .toList();
    }

    /** What was typed is the scan's own; what is stored is used by who has it scanned. */
    private Stored stored(Values login, Caller asking) {
        boolean stays = login.flag("stays").orElse(false);
        return new Stored(
                login.requireText("username"),
                SecretRef.parse(login.requireText("secret")),
                stays,
                secrets,
                stays ? asking : self);
    }

    private Outcome scan(OperationRun run, List<Stored> credentials) throws InterruptedException {
        String protocol = run.input().text("protocol").orElse("auto");
        ScanPlan plan;
        try {
            Set<String> fingerprints = new LinkedHashSet<>();
            run.input().list("fingerprints").forEach(text -> fingerprints.add(String.valueOf(text)));
            plan = new ScanPlan(
                    AddressList.parse(run.input().list("addresses")),
                    !protocol.equals("ipmi"),
                    !protocol.equals("redfish"),
                    credentials,
                    fingerprints,
                    WAIT);
        } catch (ProviderException e) {
            return new Outcome.Failed(e.code(), "user", e.getMessage());
        }
        List<Finding> findings = new Scanner(plan).scan(run::cancelled, (finding, done, all) -> {
            if (finding.result() != Result.SILENT) {
                run.log(OperationRun.Level.INFO, line(finding, credentials));
            }
            run.progress((double) done / all, done + " of " + all + " addresses");
        });
        if (run.cancelled()) {
            return new Outcome.Cancelled();
        }
        List<Values> found = findings.stream()
                .filter(finding -> finding.result() != Result.SILENT)
                .map(Finding::values)
                .toList();
        return new Outcome.Done(Values.builder()
                .put("addresses", findings.size())
                .put("silent", findings.size() - found.size())
                .put("found", found)
                .build());
    }

    private static String line(Finding finding, List<Stored> credentials) {
        String works = finding.credential().isPresent()
                ? " with " + credentials.get(finding.credential().getAsInt()).username() + " ("
                        + (finding.credential().getAsInt() + 1) + ".)"
                : "";
        String word = Result.WORKS == finding.result()
                ? "works"
                : finding.result().toString().toLowerCase(Locale.ROOT);
        return finding.address() + " " + finding.protocol().orElse("") + " " + word + works + ": " + finding.about();
    }

    private void forget(OperationRun run, Stored credential) {
        try {
            secrets.discard(run.caller(), credential.secret().id());
        } catch (PlenumException e) {
            // who asked may have lost the right since; then it stays sealed until its time is over
            run.log(
                    OperationRun.Level.WARNING,
                    "A password of the scan could not be deleted now, and will be within " + Scans.PATIENCE.toHours()
                            + " hours: " + e.getMessage());
        }
    }

    private static Values values(Object entry) {
        return entry instanceof Map<?, ?> ? Values.of("it", entry).nested("it") : Values.empty();
    }

    /** A name with its stored password, which is leased for each log-in. */
    private record Stored(String username, SecretRef secret, boolean stays, SecretService secrets, Caller lessee)
            implements Credentials {
        @Override
        public SecretLease password(String purpose) throws ProviderException {
            try {
                return secrets.lease(lessee, secret, purpose);
            } catch (PlenumException e) { // its time is over, it has been deleted, or the right taken away
                throw new ProviderException(
                        ProviderException.Category.USER,
                        e.code(),
                        "The password of " + username + " cannot be used: " + e.getMessage(),
                        e);
            }
        }

        @Override
        public String toString() {
            return "Stored[" + username + "]";
        }
    }
}
