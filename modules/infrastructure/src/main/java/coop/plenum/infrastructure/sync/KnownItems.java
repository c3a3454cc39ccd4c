package coop.plenum.infrastructure.sync;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.infrastructure.connection.Connection;
import coop.plenum.infrastructure.connection.ConnectionItems;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stands in for a provider that cannot list a type: looks at each resource that is known. */
final class KnownItems {
    private static final Duration LOOK = Duration.ofSeconds(60);

    private final ConnectionItems items;
    private final Resources resources;

    KnownItems(ConnectionItems items, Resources resources) {
        this.items = items;
        this.resources = resources;
    }

    Found page(OperationRun run, Connection connection, String type, Optional<String> after, int max)
            throws InterruptedException {
        Page<Item> page = items.ofType(connection.id(), type, new PageRequest(max, after));
        List<ResourceState> states = new ArrayList<>();
        boolean complete = true;
        for (Item item : page.items()) {
            if (item.management().flatMap(Management::externalId).isEmpty()) {
                continue; // a draft
            }
            Observed observed = resources.look(run.caller(), item, Call.of(run, "look:" + item.id(), LOOK));
            if (observed instanceof Observed.Present present) {
                states.add(present.state());
            } else if (observed instanceof Observed.Unknown unknown) {
                complete = false;
                run.log(
                        OperationRun.Level.WARNING,
                        item.title() + ": " + unknown.reason().getMessage());
            }
        }
        return new Found(states, page.next(), complete);
    }
}
