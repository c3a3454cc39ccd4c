package coop.plenum.infrastructure.connection;

import coop.plenum.api.access.Caller;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.secret.SecretService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.ConnectionAccess;
import coop.plenum.infrastructure.provider.Credentials;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.provider.OpenConnection;
import coop.plenum.infrastructure.provider.OpenConnections;
import coop.plenum.infrastructure.provider.ProviderFactories;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds out whether a connection works, a saved one or one that is still being filled in. Thread-safe. */
@Component(service = ConnectionProbe.class)
public final class ConnectionProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ProviderFactories factories;
    private final OpenConnections connections;
    private final SecretService secrets;
    private final Engine engine;

    @Activate
    public ConnectionProbe(
            @Reference ProviderFactories factories,
            @Reference OpenConnections connections,
            @Reference SecretService secrets,
            @Reference Engine engine) {
        this.factories = factories;
        this.connections = connections;
        this.secrets = secrets;
        this.engine = engine;
    }

    /** Checks a saved connection. */
    Diagnostics check(Caller caller, Connection connection) {
        return check(caller, connections.open(connection.id(), connection.access()));
    }

    /**
     * Checks what is not saved, over a connection that is closed again.
     *
     * @param given secrets in the clear, instead of the stored ones
     */
    Diagnostics check(Caller caller, UUID id, ConnectionAccess access, Map<String, char[]> given) {
        ProviderFactory factory = factories.require(access.provider());
        OpenConnection probe = new OpenConnection(
                factory,
                access.settings(),
                new Credentials(id, given, access, secrets, engine.causedBy(caller), engine::known, Optional.empty()),
                access.callsPerSecond(),
                access.concurrency());
        try {
            return check(caller, probe);
        } finally {
            probe.close();
        }
    }

    private static Diagnostics check(Caller caller, OpenConnection open) {
        try {
            return open.call(Call.by(caller, TIMEOUT), (provider, context) -> provider.check(context));
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        }
    }
}
