package coop.plenum.core.module.sample.activator;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Its bundle does not start, by an error and not an exception. */
public final class Failing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new NoClassDefFoundError("com/example/Gone");
    }

    @Override
    public void stop(BundleContext context) {}
}
