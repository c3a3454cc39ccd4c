package coop.plenum.core.module;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** A sign in the service registry that others can wait for. */
final class ReadyCondition {
    private final BundleContext context;
    private @Nullable ServiceRegistration<Condition> registration;

    ReadyCondition(BundleContext context) {
        this.context = context;
    }

    synchronized void declare(String id) {
        registration = context.registerService(
                Condition.class, Condition.INSTANCE, FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, id)));
    }

    synchronized void withdraw() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
