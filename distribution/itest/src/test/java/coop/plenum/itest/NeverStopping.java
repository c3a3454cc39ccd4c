package coop.plenum.itest;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Of a module whose end takes longer than anybody waits for. */
public final class NeverStopping implements BundleActivator {
    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        Thread.sleep(60_000);
    }
}
