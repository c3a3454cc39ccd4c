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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider lists in one sync. The page after the one that is being taken in can be under way meanwhile; never more
 * than one, so that what a provider keeps between its pages is as if each were waited for. For one thread.
 */
final class Listings implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final OperationRun run;
    private final OpenConnection open;
    private final int size;
    private @Nullable Ahead ahead;

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

    private record Ahead(String type, Optional<String> page, Begun<Optional<Listed>> call) {}

    /** The types that the provider has, in its order. */
    List<String> types() throws ProviderException, InterruptedException {
        return open.call(
                Call.of(run, "types", TIMEOUT),
                (provider, context) -> provider.handlers().stream()
                        .map(handler -> handler.type().contentType())
                        .toList());
    }

    /** @return empty when the provider cannot list the type */
    Optional<Listed> page(String type, Optional<String> page) throws ProviderException, InterruptedException {
        try (Begun<Optional<Listed>> call = begun(type, page)) {
            return call.await();
        }
    }

    private Begun<Optional<Listed>> begun(String type, Optional<String> page) throws ProviderException {
        Ahead begun = ahead;
        if (begun != null && begun.type().equals(type) && begun.page().equals(page)) {
            ahead = null;
            return begun.call();
        }
        close();
        return begin(type, page);
    }

    private Begun<Optional<Listed>> begin(String type, Optional<String> page) throws ProviderException {
        return open.begin(
                Call.of(run, "discover", TIMEOUT), (provider, context) -> list(provider, type, page, context));
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

    /** Begins with a page that will be asked for next. */
    void lookAhead(String type, Optional<String> page) {
        close();
        try {
            ahead = new Ahead(type, page, begin(type, page));
        } catch (ProviderException notNow) {
            ahead = null; // the page is begun in its turn, and tells the failure then
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
        Ahead begun = ahead;
        ahead = null;
        if (begun != null) {
            begun.call().close();
        }
    }
}
