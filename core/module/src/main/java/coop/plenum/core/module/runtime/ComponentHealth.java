package coop.plenum.core.module.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Whether modules work: the bundle is active and each of its components has what it needs. An activation that throws
 * does not fail the start of a bundle, so its components must be asked.
 */
public final class ComponentHealth {
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);

    /** @param lasting waiting will not help */
    private record Problem(String words, boolean lasting) {}

    private final BundleContext context;
    private final ServiceComponentRuntime components;

    public ComponentHealth(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /** Why the bundle does not work, in words; empty: it does. */
    public List<String> problems(Bundle bundle) {
        return look(bundle).stream().map(Problem::words).toList();
    }

    /** Waits until all work, or one cannot, or time is up; the problems of those that do not work then. */
    public Map<Bundle, List<String>> await(Collection<Bundle> bundles, Duration limit) throws InterruptedException {
        Semaphore changed = new Semaphore(0);
        ServiceListener listener = event -> changed.release();
        long end = System.nanoTime() + limit.toNanos();
        // Component runtime and this listener hear of a service in no certain order: look again some time after.
        long pause = FIRST_LOOK.toNanos();
        context.addServiceListener(listener);
        try {
            while (true) {
                Map<Bundle, List<Problem>> problems = new LinkedHashMap<>();
                for (Bundle bundle : bundles) {
                    List<Problem> found = look(bundle);
                    if (!found.isEmpty()) {
                        problems.put(bundle, found);
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0
                        || problems.values().stream().flatMap(List::stream).allMatch(Problem::lasting)) {
                    return words(problems);
                }
                if (changed.tryAcquire(Math.min(left, pause), TimeUnit.NANOSECONDS)) {
                    changed.drainPermits();
                    pause = FIRST_LOOK.toNanos();
                } else {
                    pause *= 2;
                }
            }
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private static Map<Bundle, List<String>> words(Map<Bundle, List<Problem>> problems) {
        Map<Bundle, List<String>> words = new LinkedHashMap<>();
        problems.forEach((bundle, found) ->
                words.put(bundle, found.stream().map(Problem::words).toList()));
        return words;
    }

    private List<Problem> look(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE) {
            return List.of(new Problem("Its bundle is not active.", true));
        }
        Collection<ComponentDescriptionDTO> descriptions = components.getComponentDescriptionDTOs(bundle);
        if (descriptions.isEmpty() && bundle.getHeaders("").get("Service-Component") != null) {
            return List.of(new Problem("Its components have not been read yet, or cannot be.", false));
        }
        List<Problem> problems = new ArrayList<>();
        for (ComponentDescriptionDTO description : descriptions) {
            if (components.isComponentEnabled(description)) {
                for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
                    look(description, configuration, problems);
                }
            }
        }
        return problems;
    }

    private static void look(
            ComponentDescriptionDTO description, ComponentConfigurationDTO configuration, List<Problem> problems) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            String failure = configuration.failure == null ? "" : firstLine(configuration.failure);
            problems.add(new Problem("Its component " + description.name + " failed to start: " + failure, true));
        } else if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            for (UnsatisfiedReferenceDTO missing : configuration.unsatisfiedReferences) {
                problems.add(new Problem(waiting(description, missing), false));
            }
        }
    }

    private static String waiting(ComponentDescriptionDTO description, UnsatisfiedReferenceDTO missing) {
        String service = List.of(description.references).stream()
                .filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
        String filter = missing.target == null ? "" : " with " + missing.target;
        return "Its component " + description.name + " waits for the service " + service + filter
                + ", which nothing provides.";
    }

    /** The report is a stack trace: its end says what happened first, its first line is what people need. */
    private static String firstLine(String failure) {
        String line = failure.lines()
                .filter(each -> each.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .map(each -> each.substring("Caused by: ".length()))
                .orElseGet(() -> failure.lines().findFirst().orElse(""));
        return line.replaceFirst("^(?:[\\w$]+\\.)+([\\w$]+)", "$1");
    }
}
