package coop.plenum.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.module.InstallPlan.Kind;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What is left of modules that went. */
class ModuleLeakTest {
    private static final int CYCLES = 50;

    /** What is called so belongs to the framework, the modules' service or the JVM, and comes and goes by itself. */
    private static final Pattern KNOWN = Pattern.compile("(?:Felix|plenum-modules|Common-Cleaner|Attach Listener).*");

    @TempDir
    Path folder;

    @Test
    void fiftyCyclesLeaveNoClassLoaderThreadOrCoreRestart() throws Exception {
        TestPlatform platform = new TestPlatform(folder).start();
        try {
            platform.offer(
                    TestModule.of("base", "1.0.0").exports("api", "1.0.0").permission("base.do"),
                    TestModule.of("user", "1.0.0")
                            .code("user")
                            .imports("api", "[1.0,2)")
                            .type("user.thing"));
            cycle(platform);
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < CYCLES; i++) {
                platform.install("user");
                for (Bundle bundle : platform.framework.getBundleContext().getBundles()) {
                    if (bundle.getLocation().startsWith("plenum:")) {
                        loaders.add(new WeakReference<>(
                                bundle.adapt(BundleWiring.class).getClassLoader(), collected));
                    }
                }
                platform.change(Kind.UNINSTALL, "user");
                platform.change(Kind.UNINSTALL, "base");
            }
            assertThat(loaders).hasSize(2 * CYCLES);
            int gone = 0;
            for (int i = 0; i < 50 && gone < loaders.size(); i++) {
                System.gc();
                while (collected.remove(50) != null) {
                    gone++;
                }
            }
            assertThat(gone).isEqualTo(loaders.size());
            assertThat(others(threads)).isEmpty();
            assertThat(platform.moduleBundles()).isZero();
            assertThat(platform.coreStops.get()).isZero();
            assertThat(folder.resolve("modules/store")).isEmptyDirectory();
        } finally {
            platform.end();
        }
    }

    private static void cycle(TestPlatform platform) {
        platform.install("user");
        platform.change(Kind.UNINSTALL, "user");
        platform.change(Kind.UNINSTALL, "base");
    }

    private static Set<String> others(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !KNOWN.matcher(name).matches())
                .collect(Collectors.toSet());
    }
}
