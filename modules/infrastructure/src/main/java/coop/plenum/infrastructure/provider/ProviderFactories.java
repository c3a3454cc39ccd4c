package coop.plenum.infrastructure.provider;

import coop.plenum.api.PlenumException;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The provider factories that modules have registered, by name. Thread-safe. */
@Component(service = ProviderFactories.class)
public final class ProviderFactories {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderFactories.class);

    private final Map<String, ProviderFactory> byName = new ConcurrentSkipListMap<>();
    private final List<Consumer<ProviderFactory>> listeners = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFactory(ProviderFactory factory) {
        try {
            String name = factory.describe().name();
            if (byName.putIfAbsent(name, factory) != null) {
                LOG.warn("Provider \"{}\" is registered twice; {} is ignored.", name, factory.getClass());
            }
        } catch (RuntimeException e) {
            LOG.warn("{} cannot describe itself and is ignored.", factory.getClass(), e);
        }
    }

    public void removeFactory(ProviderFactory factory) {
        if (byName.values().remove(factory)) {
            listeners.forEach(listener -> listener.accept(factory));
        }
    }

    /** Tells, before the factory's bundle goes, that it must no longer be used. */
    void onRemoval(Consumer<ProviderFactory> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<ProviderFactory> listener) {
        listeners.remove(listener);
    }

    public List<ProviderDescription> descriptions() {
        return byName.values().stream().map(ProviderFactory::describe).toList();
    }

    public Optional<ProviderFactory> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws PlenumException {@code provider-missing} */
    public ProviderFactory require(String name) {
        return find(name)
                .orElseThrow(() -> PlenumException.conflict(
                        "provider-missing",
                        "No installed module brings the provider \"" + name
                                + "\". Install or enable the module and try again; what is known stays readable."));
    }
}
