package coop.plenum.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Each place that calls a provider stands here. Who adds one says what stops it where a policy demands approval, and has
 * {@code ApprovalIT} walk it.
 */
@DisplayName("Of all code that calls providers it is known")
final class WaysToProvidersTest {
    private static final String MODULE = "coop/plenum/infrastructure/";
    private static final String PROVIDER = "coop/plenum/api/provider/";

    /** What lets them modify something, and what has been asked for before. */
    private static final Map<String, String> MODIFY = Map.of(
            "change/Application calls ResourceHandler.apply", "whoever calls Application.proceed",
            "change/ApplyHandler calls Application.proceed", "Approvals.claim, also when it is run again",
            "changeset/ApplySetHandler calls Application.proceed", "Approvals.claim, also when it is run again",
            "resource/ActionAttempt calls Actions.act", "whoever calls ActionAttempt.proceed",
            "change/ApplyHandler calls ActionAttempt.proceed", "Approvals.claim, also when it is run again",
            "changeset/ApplySetHandler calls ActionAttempt.proceed", "Approvals.claim, also when it is run again",
            "resource/ActionHandler calls ActionAttempt.proceed",
                    "ResourceActions.requireFree, also when it is run again",
            "resource/ResourceConsoles calls ConsoleAccess.openConsole", "Policies.Ruling.consolesClosed",
            "rotation/RotationHandler calls CredentialRotation.introduce",
                    "connection.edit and closed hours: decision 18",
            "rotation/RotationHandler calls CredentialRotation.withdraw",
                    "connection.edit and closed hours: decision 18");

    /** What only lets them look. */
    private static final Set<String> READ = Set.of(
            "change/ChangePlanner calls Planner.plan",
            "change/ChangePlanner calls ResourceHandler.observe",
            "change/ChangePlanner calls Validator.validate",
            "changeset/Absentees calls Discoverer.discover",
            "connection/ConnectionProbe calls Provider.check",
            "resource/ResourceMetrics calls Metrics.measure",
            "resource/Resources calls ResourceHandler.observe",
            "sync/Listings calls Discoverer.discover",
            "sync/Listings calls IncrementalDiscoverer.changes",
            "sync/Listings calls IncrementalDiscoverer.cursor");

    @Test
    @DisplayName("what stops it without approval")
    void all() throws Exception {
        Set<String> known = new TreeSet<>(READ);
        known.addAll(MODIFY.keySet());
        assertThat(found()).isEqualTo(known);
    }

    private static Set<String> found() throws Exception {
        Path classes = Path.of(
                Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                String caller = name.substring(MODULE.length()).replaceAll("(\\$.*)?\\.class$", "");
                try (InputStream in = Files.newInputStream(file)) {
                    ConstantPool.read(in)
                            .methods()
                            .filter(WaysToProvidersTest::reachesProvider)
                            .map(method -> caller + " calls " + method.type() + "." + method.name())
                            .filter(call -> !call.startsWith("change/Application calls Application."))
                            .filter(call -> !call.startsWith("resource/ActionAttempt calls ActionAttempt."))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean reachesProvider(Method method) {
        boolean asksProvider =
                method.owner().startsWith(PROVIDER) && method.descriptor().contains(PROVIDER + "OperationContext;");
        boolean leadsThere = method.name().equals("proceed")
                && (method.owner().equals(MODULE + "change/Application")
                        || method.owner().equals(MODULE + "resource/ActionAttempt"));
        return asksProvider || leadsThere;
    }

    /** A method that a class calls or refers to. */
    private record Method(String owner, String name, String descriptor) {
        String type() {
            return owner.substring(owner.lastIndexOf('/') + 1);
        }
    }

    /** What a class file refers to; chapter 4.4 of the Java Virtual Machine Specification. */
    private static final class ConstantPool {
        private final Map<Integer, String> texts = new HashMap<>();
        private final Map<Integer, Integer> classes = new HashMap<>();
        private final Map<Integer, int[]> pairs = new HashMap<>();
        private final Set<Integer> methods = new TreeSet<>();

        static ConstantPool read(InputStream file) throws IOException {
            DataInputStream in = new DataInputStream(file);
            ConstantPool pool = new ConstantPool();
            in.skipNBytes(8);
            int size = in.readUnsignedShort();
            for (int i = 1; i < size; i++) {
                i += pool.entry(i, in) - 1;
            }
            return pool;
        }

        /** @return how many places the entry takes */
        private int entry(int index, DataInputStream in) throws IOException {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(index, in.readUTF());
                case 7 -> classes.put(index, in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4 -> in.skipNBytes(4);
                case 5, 6 -> in.skipNBytes(8);
                case 9, 10, 11, 12, 17, 18 -> {
                    pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                    if (tag == 10 || tag == 11) {
                        methods.add(index);
                    }
                }
                default -> throw new IOException("unknown constant " + tag);
            }
            return tag == 5 || tag == 6 ? 2 : 1;
        }

        Stream<Method> methods() {
            return methods.stream().map(index -> {
                int[] method = pairs.get(index);
                int[] signature = pairs.get(method[1]);
                return new Method(texts.get(classes.get(method[0])), texts.get(signature[0]), texts.get(signature[1]));
            });
        }
    }
}
