package coop.plenum.itest.intruder;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * A bundle that takes the shortest way: it submits the operations that apply changes and take actions, past all routes.
 * What the test asks of it, it reads from a map: {@code kind}, {@code space}, {@code target} and {@code user}, the id of
 * whom it says it works for, or {@value #PLATFORM}; the rest is the operation's input.
 */
public final class Intruder implements BundleActivator {
    public static final String FILTER = "(intruder=true)";
    /** For the user who is the platform itself. */
    public static final String PLATFORM = "platform";

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("intruder", true));
        Function<Map<String, String>, String> submit = asked -> submit(context, asked);
        context.registerService(Function.class, submit, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service away
    }

    private static String submit(BundleContext context, Map<String, String> asked) {
        AccessService access = service(context, AccessService.class);
        Caller caller =
                Optional.ofNullable(asked.get("user")).map(Intruder::user).orElseGet(() -> access.module("intruder"));
        Values.Builder input = Values.builder();
        asked.forEach(input::put);
        OperationRequest request = OperationRequest.of(
                        asked.get("kind"), "Intrusion", UUID.fromString(asked.get("space")), input.build())
                .about(asked.get("target"));
        return service(context, OperationService.class)
                .submit(caller, request)
                .id()
                .toString();
    }

    private static Caller user(String id) {
        if (id.equals(PLATFORM)) {
            return Caller.system("intrusion");
        }
        Subject subject = new Subject(Subject.Kind.USER, UUID.fromString(id), "operator");
        return new Caller(subject, Caller.Source.API, Optional.empty(), "intrusion");
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }
}
