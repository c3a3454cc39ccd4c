package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who may have new resources made over a connection: what is made costs the account that it stands for, wherever its item
 * is kept. Thread-safe.
 */
@Component(service = ConnectionUse.class)
public final class ConnectionUse {
    static final String PERMISSION = Connection.TYPE + ".use";

    private final AccessService access;
    private final ConnectionStore store;

    @Activate
    public ConnectionUse(@Reference AccessService access, @Reference ConnectionStore store) {
        this.access = access;
        this.store = store;
    }

    /** @throws PlenumException {@code access-denied}, {@code connection-missing} */
    public void require(Caller caller, UUID connection) {
        access.require(caller, PERMISSION, store.require(connection).space());
    }
}
