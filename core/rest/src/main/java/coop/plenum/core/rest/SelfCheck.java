package coop.plenum.core.rest;

import coop.plenum.core.rest.SystemHealth.ComponentHealth;
import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log once, when all is up or ought to be, which components do not work and what they wait for. It needs nothing
 * of Plenum itself, so that it also speaks when the services do not come up, of which nobody could ask over REST.
 */
@Component(service = SelfCheck.class, immediate = true)
public final class SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);
    private static final String MODULES_READY = "(osgi.condition.id=plenum.modules.ready)";
    /** Before the launcher gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** Modules may be up before the last component of the core is: what waits no longer then was only late. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Thread thread;

    @Activate
    public SelfCheck(BundleContext context, @Reference ServiceComponentRuntime components) {
        thread = new Thread(() -> waitAndTell(context, components), "plenum-self-check");
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void close() {
        thread.interrupt();
    }

    private static void waitAndTell(BundleContext context, ServiceComponentRuntime components) {
        try {
            ServiceTracker<Object, Object> ready =
                    new ServiceTracker<>(context, context.createFilter(MODULES_READY), null);
            ready.open(true);
            try {
                ready.waitForService(PATIENCE.toMillis());
            } finally {
                ready.close();
            }
            long end = System.nanoTime() + SETTLING.toNanos();
            while (!SystemHealth.broken(components).isEmpty() && System.nanoTime() - end < 0) {
                Thread.sleep(PAUSE.toMillis());
            }
            tell(components, LOG::warn);
        } catch (InterruptedException | IllegalStateException stopping) {
            LOG.debug("The self-check ends with the server.", stopping);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void tell(ServiceComponentRuntime components, Consumer<String> log) {
        for (ComponentHealth broken : SystemHealth.broken(components)) {
            log.accept("The component " + broken.name() + " of " + broken.bundle() + " does not work: it "
                    + String.join("; ", broken.problems()) + ".");
        }
    }
}
