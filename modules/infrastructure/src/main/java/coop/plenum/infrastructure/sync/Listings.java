package coop.plenum.infrastructure.sync;

import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.OpenConnection;
import coop.plenum.infrastructure.provider.OpenConnection.Begun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider lists in one sync. The pages after the one that is being taken in can be under way meanwhile; of one type
 * never more than one, so that each follows the one before. For one thread.
 */
final class Listings implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    /** Pages that are under way while another is taken in: the answer to one is read while the other is waited for. */
    private static final int AHEAD = 2;

    private final OperationRun run;
    private final OpenConnection open;
    private final int size;
    private final Map<Place, Begun<Optional<Listed>>> ahead = new LinkedHashMap<>();

    /** @param size of pages, at most */
    Listings(OperationRun run, OpenConnection open, int size) {
        this.run = run;
        this.open = open;
        this.size = size;
    }

    /**
     * A page of a type.
     *
     * @param cursor with the first page, where one that tells of changes begins
     */
    record Listed(Optional<String> cursor, Found found) {}

    /** Where in the lists of all types a page is; the first one has no token. */
    record Place(String type, Optional<String> page) {}

    /** The types that the provider has, in its order. */
    List<String> types() throws ProviderException, InterruptedException {
        return open.call(
                Call.of(run, "types", TIMEOUT),
                (provider, context) -> provider.handlers().stream()
                        .map(handler -> handler.type().contentType())
                        .toList());
    }

    /** @return empty when the provider cannot list the type */
    Optional<Listed> page(Place place) throws ProviderException, InterruptedException {
        Begun<Optional<Listed>> begun = ahead.remove(place);
        try (Begun<Optional<Listed>> call = begun == null ? begin(place) : begun) {
            return call.await();
        }
    }

    private Begun<Optional<Listed>> begin(Place place) throws ProviderException {
        return open.begin(
                Call.of(run, "discover", TIMEOUT),
                (provider, context) -> list(provider, place.type(), place.page(), context));
    }

    private Optional<Listed> list(Provider provider, String type, Optional<String> page, OperationContext context)
            throws ProviderException, InterruptedException {
        for (var handler : provider.handlers()) {
            if (handler.type().contentType().equals(type) && handler instanceof Discoverer discoverer) {
                Optional<String> cursor = page.isEmpty() && handler instanceof IncrementalDiscoverer feed
                        ? Optional.of(feed.cursor(context))
                        : Optional.empty();
                return Optional.of(new Listed(cursor, discoverer.discover(page, size, context)));
            }
        }
        return Optional.empty();
    }

    /**
     * Begins with pages that will be asked for, as far as there may be so many under way.
     *
     * @param coming in their order; of each type one
     */
    void lookAhead(List<Place> coming) {
        for (Place place : coming) {
            if (ahead.size() < AHEAD && !ahead.containsKey(place)) {
                try {
                    ahead.put(place, begin(place));
                } catch (ProviderException notNow) {
                    return; // the page is begun in its turn, and tells the failure then
                }
            }
        }
    }

    /** What has changed since; empty when everything has to be listed. */
    Optional<Changes> changes(String type, String cursor) throws ProviderException, InterruptedException {
        return open.call(Call.of(run, "changes", TIMEOUT), (provider, context) -> {
            for (var handler : provider.handlers()) {
                if (handler.type().contentType().equals(type) && handler instanceof IncrementalDiscoverer feed) {
                    return feed.changes(cursor, context);
                }
            }
            return Optional.empty();
        });
    }

    /** Nothing is called once the sync has ended. */
    @Override
    public void close() {
        ahead.values().forEach(Begun::close);
        ahead.clear();
    }
}
