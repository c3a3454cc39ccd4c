package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import java.util.Collection;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Tells the launcher why the first start cannot go on: to the framework it is no more than a missing service. */
final class StartUpFailures {
    private static final String LISTENERS = "(plenum.startup.failure=true)";

    private StartUpFailures() {}

    static void reported(BundleContext context, Runnable start) {
        try {
            start.run();
        } catch (PlenumException e) {
            report(context, e.code() + ": " + e.getMessage());
            throw e;
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the service is registered under the raw class
    private static void report(BundleContext context, String failure) {
        for (ServiceReference<Consumer> reference : listeners(context)) {
            Consumer<String> listener = context.getService(reference);
            if (listener != null) {
                listener.accept(failure);
                context.ungetService(reference);
            }
        }
    }

    @SuppressWarnings("rawtypes") // the service is registered under the raw class
    private static Collection<ServiceReference<Consumer>> listeners(BundleContext context) {
        try {
            return context.getServiceReferences(Consumer.class, LISTENERS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
