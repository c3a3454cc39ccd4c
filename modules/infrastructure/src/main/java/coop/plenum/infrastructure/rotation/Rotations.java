package coop.plenum.infrastructure.rotation;

import coop.plenum.api.PageRequest;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.provider.ProviderFactories;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts rotations, one at a time for each connection. Thread-safe. */
@Component(service = Rotations.class)
public final class Rotations {
    private final OperationService operations;
    private final AccessService access;
    private final Engine engine;
    private final ProviderFactories factories;
    private final RotationHours hours;

    @Activate
    public Rotations(
            @Reference OperationService operations,
            @Reference AccessService access,
            @Reference Engine engine,
            @Reference ProviderFactories factories,
            @Reference RotationHours hours) {
        this.operations = operations;
        this.access = access;
        this.engine = engine;
        this.factories = factories;
        this.hours = hours;
    }

    /**
     * Starts one, goes on with one that has not come to its end, or answers the one that is under way. Needs
     * {@code infrastructure.connection.edit}.
     *
     * @throws coop.plenum.api.PlenumException {@code change-window-closed}
     */
    public synchronized Operation start(Caller caller, Connection connection) {
        access.require(caller, Connection.TYPE + ".edit", connection.space());
        hours.requireOpen(connection);
        return operations
                .list(
                        engine.caller(),
                        OperationService.Filter.none()
                                .kind(RotationHandler.KIND)
                                .target(connection.id().toString()),
                        PageRequest.first(1))
                .items()
                .stream()
                .findFirst()
                .filter(operation -> !operation.status().ended())
                .orElseGet(() -> operations.submit(
                        caller,
                        OperationRequest.of(
                                        RotationHandler.KIND,
                                        "Rotate the secrets of " + connection.title(),
                                        connection.space(),
                                        Values.empty())
                                .about(connection.id().toString())
                                .lane("infrastructure.rotation." + connection.id(), 1)));
    }

    /** The fields that hold secrets which a rotation replaces, in the provider's order; none while its module is gone. */
    public List<String> rotatable(Connection connection) {
        Set<String> held = connection.access().secrets().keySet();
        return factories
                .find(connection.access().provider())
                .map(factory -> factory.describe().rotatable().stream()
                        .filter(held::contains)
                        .toList())
                .orElse(List.of());
    }

    /** {@code introducing} or {@code withdrawing}; empty when no rotation is unfinished. */
    public static Optional<String> phase(Connection connection) {
        if (!connection.access().previous().isEmpty()) {
            return Optional.of("withdrawing");
        }
        return connection.access().pending().isEmpty() ? Optional.empty() : Optional.of("introducing");
    }
}
