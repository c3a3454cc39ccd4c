package coop.plenum.infrastructure.rotation;

import coop.plenum.api.PlenumException;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionItems;
import coop.plenum.infrastructure.policy.Policies;
import coop.plenum.infrastructure.policy.Policies.Target;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * When secrets may be replaced: in no hours that are closed where the connection is, or for any of the resources that it
 * reaches, since each may be touched. Approvals are not asked for. Thread-safe.
 */
@Component(service = RotationHours.class)
public final class RotationHours {
    private static final String KIND = "rotate";

    private final Policies policies;
    private final ConnectionItems items;

    @Activate
    public RotationHours(@Reference Policies policies, @Reference ConnectionItems items) {
        this.policies = policies;
        this.items = items;
    }

    /** @throws PlenumException {@code change-window-closed} */
    void requireOpen(Connection connection) {
        Target itself = new Target(connection.space(), Connection.TYPE, KIND, connection.space());
        List<Target> targets = Stream.concat(
                        Stream.of(itself),
                        items.places(connection.id()).stream()
                                .map(place -> new Target(place.space(), place.type(), KIND, connection.space())))
                .toList();
        policies.ruling(targets).requireOpen();
    }
}
