package coop.plenum.itest;

import java.util.regex.Pattern;

/** Threads of the core, its libraries and the JVM, which come and go whatever modules there are. */
final class CoreThreads {
    /** Those that {@code infrastructure} has for a provider are not among them: they go with it. */
    private static final Pattern NAMES = Pattern.compile(
            "(?:qtp|Scheduler-|Connector-Scheduler|EventAdmin|FelixDispatchQueue|FelixResolver|FelixStartLevel|FelixFrameworkWiring"
                    + "|SCR |CM |Apache Felix|Sweeper|db-scheduler|H2-|MVStore|plenum:"
                    + "|plenum-(?:audit|events|modules|operation|infrastructure-timer|secret|sessions|store)"
                    + "|Attach Listener|Common-Cleaner|Reference Handler|Finalizer|Signal Dispatcher|Notification|C[12] Compiler).*");

    private CoreThreads() {}

    static boolean isOne(String name) {
        return NAMES.matcher(name).matches();
    }
}
