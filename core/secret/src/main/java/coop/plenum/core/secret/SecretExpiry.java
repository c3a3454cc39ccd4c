package coop.plenum.core.secret;

import coop.plenum.api.access.Caller;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import coop.plenum.core.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes secrets whose time is over, soon after the start and then from time to time. */
@Component(service = SecretExpiry.class, immediate = true)
public final class SecretExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(SecretExpiry.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Database database;
    private final AuditLog audit;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "plenum-secret-expiry");
        made.setDaemon(true);
        return made;
    });

    /** @param secrets whose tables these are */
    @Activate
    public SecretExpiry(@Reference Database database, @Reference AuditLog audit, @Reference SecretService secrets) {
        this(database, audit);
        var unused =
                thread.scheduleWithFixedDelay(this::safely, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    SecretExpiry(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    @Deactivate
    void close() {
        thread.shutdownNow();
    }

    private void safely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("Secrets whose time is over were not deleted; the next attempt is in {}.", EVERY, e);
        }
    }

    void sweep() {
        database.write(sql -> {
            List<SecretItem> expired = SecretItem.expired(sql, EnvelopeSecretService.now());
            for (SecretItem item : expired) {
                item.delete(sql);
                audit.append(EnvelopeSecretService.event(
                        Caller.system("secret-expiry"),
                        "secret.expire",
                        new SecretRef(item.id(), item.newest()),
                        item.space(),
                        item.field()));
            }
            return expired;
        });
    }
}
