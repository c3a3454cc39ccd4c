package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Tells whoever started the process why the database could not be opened: to the framework a failed activation is no
 * more than a missing service.
 */
final class StartupFailures {
    private static final String LISTENERS = "(plenum.startup.failure=true)";

    private StartupFailures() {}

    static <T> T reported(BundleContext context, Supplier<T> start) {
        try {
            return start.get();
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
