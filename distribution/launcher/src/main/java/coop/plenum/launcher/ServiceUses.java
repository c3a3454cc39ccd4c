package coop.plenum.launcher;

import java.lang.reflect.Field;
import java.util.Map;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

/**
 * Has the framework forget which services a removed bundle had used. Felix 7.0.5 keeps a count of zero for services with a
 * scope, and with it the bundle and all that it read from its file, for each bundle that was ever removed. There is no
 * public way to it, hence by reflection.
 */
final class ServiceUses implements SynchronousBundleListener {
    private final Map<?, ?> byBundle;

    private ServiceUses(Map<?, ?> byBundle) {
        this.byBundle = byBundle;
    }

    /** @param framework initialized, not started */
    static void forget(Framework framework) {
        Object registry = value(framework, "m_registry");
        framework.getBundleContext().addBundleListener(new ServiceUses((Map<?, ?>) value(registry, "m_inUseMap")));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            byBundle.remove(event.getBundle());
        }
    }

    private static Object value(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Felix has no " + name + ".", e);
        }
    }
}
