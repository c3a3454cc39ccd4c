package coop.plenum.infrastructure.rotation;

import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.CredentialRotation.Rollout;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretService;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionStore;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Replaces the secrets of a connection in two phases; see {@link CredentialRotation} for the order.
 *
 * <p>How far it has come stands on the connection itself, where each step replaces it at once: pending secrets are stored
 * before anything remote happens, and the previous ones are deleted after the last place has forgotten them. So a kill at any
 * moment leaves a connection that opens every place, and the next run, of this operation or another, goes on from there.
 */
@Component(service = OperationHandler.class)
public final class RotationHandler implements OperationHandler {
    static final String KIND = "infrastructure.rotate";

    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String BEGUN = "begun";
    private static final int TOLD = 100;

    private final AccessService access;
    private final UnitOfWork unit;
    private final AuditLog audit;
    private final SecretService secrets;
    private final ConnectionStore store;
    private final Resources resources;
    private final RotationHours hours;

    @Activate
    public RotationHandler(
            @Reference AccessService access,
            @Reference UnitOfWork unit,
            @Reference AuditLog audit,
            @Reference SecretService secrets,
            @Reference ConnectionStore store,
            @Reference Resources resources,
            @Reference RotationHours hours) {
        this.access = access;
        this.unit = unit;
        this.audit = audit;
        this.secrets = secrets;
        this.store = store;
        this.resources = resources;
        this.hours = hours;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        UUID id = UUID.fromString(run.target().orElse(""));
        Connection asked = store.require(id);
        access.require(run.caller(), Connection.TYPE + ".edit", asked.space());
        boolean begun = run.resumeToken().orElse("").equals(BEGUN);
        if (!begun) { // what has begun goes on: half a rotation is no state to wait in
            hours.requireOpen(asked);
        }
        try {
            while (!run.cancelled()) {
                Connection now = store.require(id);
                if (!now.access().previous().isEmpty()) {
                    withdraw(run, now);
                    return done(run, store.require(id));
                }
                if (!now.access().pending().isEmpty()) {
                    introduce(run, now);
                } else if (begun) {
                    return done(run, now); // nothing was replaced, or it stopped just before it could say so
                } else {
                    begin(run, now);
                }
                begun = true;
            }
            return new Outcome.Cancelled();
        } catch (ProviderException e) {
            write(run, store.require(id), AuditEvent.Outcome.FAILURE, e.code());
            return Failures.outcome(e);
        }
    }

    /** What a provider does of a rotation. */
    @FunctionalInterface
    private interface Part<T> {
        T of(CredentialRotation rotation, OperationContext context) throws ProviderException, InterruptedException;
    }

    private <T> T ask(OperationRun run, Connection connection, String step, Part<T> part)
            throws ProviderException, InterruptedException {
        return resources.call(
                run.caller(), connection.id(), Call.of(run, step, TIMEOUT).logged(run), (provider, context) -> {
                    if (provider instanceof CredentialRotation rotation) {
                        return part.of(rotation, context);
                    }
                    throw new ProviderException(
                            Category.UNSUPPORTED,
                            "rotation-unsupported",
                            "The secrets of this kind of connection are replaced by editing it.");
                });
    }

    private void begin(OperationRun run, Connection connection) throws ProviderException, InterruptedException {
        Map<String, char[]> made = ask(run, connection, "generate", (rotation, context) -> rotation.generate());
        try {
            unit.together(
                    () -> { // a secret that nothing refers to would stay for ever
                        write(run, connection, AuditEvent.Outcome.INTENT, "");
                        store.rotate(
                                run.caller(),
                                connection.item(),
                                texts(connection, "secrets"),
                                stored(run, connection, made),
                                Map.of());
                        run.checkpoint(BEGUN);
                        return connection;
                    });
        } finally {
            made.values().forEach(value -> Arrays.fill(value, '\0'));
        }
        run.log(OperationRun.Level.INFO, "New secrets are stored: " + made.keySet() + ".");
    }

    /** @return references by field; an empty one says that the field will hold nothing */
    private Map<String, String> stored(OperationRun run, Connection connection, Map<String, char[]> made) {
        Map<String, String> pending = new LinkedHashMap<>();
        made.forEach((field, value) -> pending.put(
                field,
                value.length == 0
                        ? ""
                        : secrets.store(run.caller(), connection.space(), Connection.TYPE + "." + field, value)
                                .toString()));
        return pending;
    }

    private void introduce(OperationRun run, Connection connection) throws ProviderException, InterruptedException {
        run.checkpoint(BEGUN);
        Rollout rollout = ask(run, connection, "introduce", CredentialRotation::introduce);
        tell(run, rollout);
        boolean onlyAway = rollout.failures().values().stream().allMatch(why -> why.category() == Category.TRANSIENT);
        if (!rollout.complete() && (!onlyAway || rollout.done().isEmpty())) {
            throw new ProviderException(
                    Category.CONFLICT,
                    "rotation-incomplete",
                    "The new secrets were not accepted by " + rollout.failures().size() + " of "
                            + (rollout.failures().size() + rollout.done().size())
                            + " places; the log names them. The connection goes on with the present ones, which work"
                            + " everywhere. Mend them, then rotate again.");
        }
        changeOver(run, store.require(connection.id()));
    }

    private void changeOver(OperationRun run, Connection connection) {
        Map<String, String> now = texts(connection, "secrets");
        Map<String, String> previous = new LinkedHashMap<>();
        texts(connection, "pendingSecrets").forEach((field, ref) -> {
            String before = ref.isEmpty() ? now.remove(field) : now.put(field, ref);
            if (before != null) {
                previous.put(field, before);
            }
        });
        store.rotate(run.caller(), connection.item(), now, Map.of(), previous);
        run.log(OperationRun.Level.INFO, "The connection uses the new secrets.");
    }

    private void withdraw(OperationRun run, Connection connection) throws ProviderException, InterruptedException {
        run.checkpoint(BEGUN);
        Rollout rollout = ask(run, connection, "withdraw", CredentialRotation::withdraw);
        tell(run, rollout);
        if (!rollout.complete()) {
            throw new ProviderException(
                    Category.TRANSIENT,
                    "rotation-unfinished",
                    rollout.failures().size()
                            + " places still know the secrets before, which are kept for them; the log"
                            + " names them. Rotate again when they are back, or delete those that are gone for good.");
        }
        unit.together(() -> {
            connection.access().previous().values().forEach(ref -> secrets.discard(run.caller(), ref.id()));
            Connection now = store.require(connection.id());
            store.rotate(run.caller(), now.item(), texts(now, "secrets"), Map.of(), Map.of());
            return now;
        });
    }

    private Outcome done(OperationRun run, Connection connection) {
        write(run, connection, AuditEvent.Outcome.SUCCESS, "");
        return new Outcome.Done(Values.of("connection", connection.id().toString()));
    }

    private static void tell(OperationRun run, Rollout rollout) {
        rollout.failures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(TOLD)
                .forEach(failure -> run.log(
                        OperationRun.Level.WARNING,
                        failure.getKey() + ": " + failure.getValue().getMessage()));
    }

    private static Map<String, String> texts(Connection connection, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        connection.item().values().nested(field).forEach((name, ref) -> texts.put(name, String.valueOf(ref)));
        return texts;
    }

    private void write(OperationRun run, Connection connection, AuditEvent.Outcome outcome, String code) {
        Values.Builder details = Values.builder().put("operation", run.id().toString());
        if (!code.isEmpty()) {
            details.put("error", code);
        }
        audit.append(AuditEvent.of(
                        run.caller(),
                        "connection.rotate",
                        Connection.TYPE,
                        connection.id().toString())
                .in(connection.space())
                .ended(outcome)
                .with(details.build()));
    }
}
