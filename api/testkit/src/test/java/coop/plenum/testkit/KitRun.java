package coop.plenum.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What came of one run of the kit. */
final class KitRun implements TestExecutionListener {
    private final Set<String> kept = new TreeSet<>();
    private final Map<String, String> broken = new TreeMap<>();

    private KitRun() {}

    static KitRun against(Class<?> harbour) {
        KitRun run = new KitRun();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(HarbourContract.class))
                .configurationParameter(HarbourContract.PARAMETER, harbour.getName())
                .build();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    /** The rules that are kept. */
    Set<String> kept() {
        return kept;
    }

    /** Messages by the rules that are broken. */
    Map<String, String> broken() {
        return broken;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(rule -> note(rule.getMethodName(), result));
    }

    private void note(String rule, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            kept.add(rule);
        } else {
            broken.put(rule, result.getThrowable().map(Throwable::getMessage).orElse(""));
        }
    }
}
