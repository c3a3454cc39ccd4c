package coop.plenum.console.extension;

import coop.plenum.api.Values;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.console.asset.Asset;
import coop.plenum.console.extension.ExtensionReader.Found;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the running modules add to the console. Follows them as they start and stop, on their threads, and tells open tabs
 * each time.
 */
@Component(service = Extensions.class, immediate = true)
public final class Extensions {
    /** Type of the event; it says only that the list is to be read anew. */
    static final String CHANGED = "console.extensions.changed";

    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private final Map<Long, Found> byBundle = new ConcurrentHashMap<>();
    private final EventAdmin events;
    private final BundleTracker<Long> tracker;

    @Activate
    public Extensions(BundleContext context, @Reference EventAdmin events) {
        this.events = events;
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, new Follower());
        tracker.open();
    }

    @Deactivate
    void close() {
        tracker.close();
    }

    /** All of them, in the order of the modules' names. */
    List<Extension> all() {
        return byBundle.values().stream()
                .map(Found::extension)
                .sorted(Comparator.comparing(Extension::module))
                .toList();
    }

    /**
     * A file of an extension.
     *
     * @param address module, fingerprint and path, joined by slashes; whatever a client sent
     */
    public Optional<Asset> file(String address) {
        String[] parts = address.split("/", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        return byBundle.values().stream()
                .filter(found -> found.extension().module().equals(parts[0]))
                .flatMap(found -> found.files().stream())
                .filter(files -> files.fingerprint().equals(parts[1]))
                .findFirst()
                .flatMap(files -> files.find(parts[2]));
    }

    private void announce() {
        PlatformEvent event = PlatformEvent.of(CHANGED, "console", Values.empty());
        events.postEvent(new Event(event.topic(), event.properties()));
    }

    private final class Follower implements BundleTrackerCustomizer<Long> {
        @Override
        public @Nullable Long addingBundle(Bundle bundle, @Nullable BundleEvent event) {
            Optional<Found> found = ExtensionReader.read(bundle);
            if (found.isEmpty()) {
                return null;
            }
            Extension extension = found.get().extension();
            extension
                    .problem()
                    .ifPresent(problem -> LOG.warn(
                            "What module {} adds to the console is not right. {}", extension.module(), problem));
            byBundle.put(bundle.getBundleId(), found.get());
            announce();
            return bundle.getBundleId();
        }

        @Override
        public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Long id) {
            // only one state is followed
        }

        @Override
        public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Long id) {
            byBundle.remove(id);
            announce();
        }
    }
}
