package coop.plenum.core.audit;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Sql;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * A log as an RFC 6962 Merkle tree in the database. Appending costs the caller one row in {@code audit_pending}; the
 * {@link Sequencer} does the rest.
 */
@Component(service = MerkleAuditLog.class, immediate = true)
public final class MerkleAuditLog implements AutoCloseable {
    private final Database database;
    private final LogFolder folder;
    private final Clock clock;
    private final PersonalNames names;
    private final Sequencer sequencer;

    @Activate
    public MerkleAuditLog(@Reference Database database, BundleContext context) {
        this(
                database,
                Path.of(Objects.requireNonNullElse(context.getProperty("plenum.data"), "data"), "audit"),
                Clock.systemUTC(),
                System::nanoTime);
    }

    MerkleAuditLog(Database database, Path folder, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.folder = new LogFolder(folder);
        this.clock = clock;
        this.names = new PersonalNames(database);
        database.migrate(AuditSchema.OWNER, AuditSchema.MIGRATIONS);
        TreeWriter writer = new TreeWriter(database, this.folder);
        this.sequencer = new Sequencer(writer, nanoTime, database.dialect() != Dialect.H2);
        try {
            writer.check();
            sequencer.start();
        } catch (LogRefusal e) {
            sequencer.refuse(e);
        } catch (UncheckedIOException e) {
            sequencer.refuse(new LogRefusal(e.getMessage() + " See to the permissions of the folder.", e));
        }
    }

    @Override
    @Deactivate
    public void close() {
        sequencer.close();
    }

    /**
     * @param code the module that causes the entry
     * @see coop.plenum.api.audit.AuditLog#append
     */
    String append(AuditEvent event, Optional<ModuleCode> code) {
        sequencer.requireRunning();
        return database.write(sql -> insert(sql, event, code));
    }

    /** @see coop.plenum.api.audit.AuditLog#appendDetached */
    String appendDetached(AuditEvent event, Optional<ModuleCode> code) {
        sequencer.requireRunning();
        return database.writeDetached(sql -> insert(sql, event, code));
    }

    /**
     * Makes the log forget a person's name; the tree still verifies.
     *
     * @throws PlenumException {@code audit-unavailable}
     */
    void erase(Caller caller, UUID person) {
        sequencer.requireRunning();
        database.write(sql -> {
            int forgotten = names.erase(sql, person);
            return insert(
                    sql,
                    AuditEvent.of(caller, "audit.erased", "user", person.toString())
                            .with(Values.of("values", forgotten)),
                    Optional.empty());
        });
    }

    /** @see coop.plenum.api.audit.AuditTrail#verifierKey() */
    String verifierKey() {
        return database.read(LogState::read)
                .verifierKey()
                .orElseGet(() -> folder.signingKey().verifier().toString());
    }

    /** Whether the log is closed for writing until a person has looked at it. */
    boolean refused() {
        return sequencer.refused();
    }

    private String insert(Sql sql, AuditEvent event, Optional<ModuleCode> code) throws SQLException {
        UUID id = Ids.next();
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String actorName = names.reference(sql, event.caller().subject());
        new Pending(
                        id,
                        time,
                        Leaf.bounded(event.action()),
                        Leaf.bounded(event.targetType()),
                        Leaf.bounded(event.targetId()),
                        event.caller().subject().id(),
                        actorName,
                        event.space(),
                        Leaf.bounded(event.caller().correlation()),
                        event.outcome().name(),
                        Leaf.of(event, code, id, time, actorName))
                .insert(sql);
        database.afterCommit(sequencer::committed);
        return id.toString();
    }
}
