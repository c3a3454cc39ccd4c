package coop.plenum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

@DisplayName("The framework")
final class ServiceUsesTest {
    /** What a bundle gets is its own. */
    private static final class Scoped implements ServiceFactory<Runnable> {
        @Override
        public Runnable getService(Bundle bundle, ServiceRegistration<Runnable> registration) {
            return () -> {};
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Runnable> registration, Runnable service) {
            // nothing is kept
        }
    }

    @Test
    @DisplayName("forgets a bundle that was removed, whatever services it had used")
    void forgets(@TempDir Path cache) throws Exception {
        Framework framework =
                new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.init();
        ServiceUses.forget(framework);
        framework.start();
        try {
            framework.getBundleContext().registerService(Runnable.class, new Scoped(), null);
            assertThat(isGone(removed(framework.getBundleContext()))).isTrue();
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** A bundle that has been there, used a service and gone. */
    private static WeakReference<Bundle> removed(BundleContext context) throws Exception {
        Bundle bundle = context.installBundle("test:used", new ByteArrayInputStream(jar()));
        bundle.start();
        BundleContext own = bundle.getBundleContext();
        ServiceReference<Runnable> service = own.getServiceReference(Runnable.class);
        assertThat(own.getService(service)).isNotNull();
        own.ungetService(service);
        bundle.uninstall();
        return new WeakReference<>(bundle);
    }

    private static byte[] jar() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "test.used");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static boolean isGone(WeakReference<Bundle> bundle) throws InterruptedException {
        for (int tries = 0; tries < 50 && bundle.get() != null; tries++) {
            System.gc();
            Thread.sleep(20);
        }
        return bundle.get() == null;
    }
}
