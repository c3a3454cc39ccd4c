package coop.plenum.core.module.sample.stubborn;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Never comes back from its start, even when interrupted, until a test lets it go. */
public final class Stubborn implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        while (!Boolean.getBoolean("coop.plenum.test.release")) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
