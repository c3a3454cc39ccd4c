package coop.plenum.aws.common.test;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The published model of a service, as AWS's client carries it: its classes are generated from that, and tell the fields of
 * each request and answer, the address of each operation, and which errors there are.
 */
final class Model {
    /** How a service is spoken to. */
    enum Protocol {
        /** Form parameters; the answer stands in the root. */
        EC2,
        /** Form parameters; the answer stands in an element of its own. */
        QUERY,
        /** Paths, and XML both ways. */
        REST
    }

    private static final String MODEL = "/model/";
    private static final String EXCEPTION = "exception";
    private static final String FAULT = "fault";
    private static final Set<String> REST = Set.of("s3", "route53");

    private final Class<?> client;
    private final Protocol protocol;
    /** By what they are called in small letters, since the client writes {@code Db} where the model has {@code DB}. */
    private final Map<String, String> classes = new HashMap<>();

    private final Set<String> errors = new HashSet<>();

    private Model(Class<?> client) throws IOException {
        this.client = client;
        String service =
                client.getPackageName().substring(client.getPackageName().lastIndexOf('.') + 1);
        this.protocol = service.equals("ec2") ? Protocol.EC2 : REST.contains(service) ? Protocol.REST : Protocol.QUERY;
        try (JarFile jar = new JarFile(jar(client).toFile())) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.contains(MODEL))
                    .forEach(this::add);
        }
    }

    private static Path jar(Class<?> client) throws IOException {
        try {
            return Path.of(
                    client.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void add(String entry) {
        String name = entry.substring(entry.lastIndexOf('/') + 1).replace(".class", "");
        String small = name.toLowerCase(Locale.ROOT);
        classes.put(small, name);
        if (small.endsWith(EXCEPTION)) {
            errors.add(bare(small));
        }
    }

    private static String bare(String error) {
        String small = error.toLowerCase(Locale.ROOT);
        for (String end : new String[] {EXCEPTION, FAULT}) {
            small = small.endsWith(end) ? small.substring(0, small.length() - end.length()) : small;
        }
        return small;
    }

    /** @param client such as {@code Ec2Client} */
    static Model of(Class<?> client) throws IOException {
        return new Model(client);
    }

    Protocol protocol() {
        return protocol;
    }

    SdkPojo request(String action) {
        return shape(action + "Request");
    }

    SdkPojo answer(String action) {
        return shape(action + "Response");
    }

    private SdkPojo shape(String name) {
        String there = Optional.ofNullable(classes.get(name.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new AssertionError("The published model has no " + name + "."));
        try {
            Class<?> shape = Class.forName(client.getPackageName() + ".model." + there);
            return (SdkPojo) shape.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The client of AWS is made otherwise than expected.", e);
        }
    }

    /** Whether the service has such an error. Those of EC2 and most of S3's are in no model. */
    boolean hasError(String code) {
        return protocol == Protocol.EC2 || isOfS3() || errors.contains(bare(code));
    }

    /** It has a form of errors of its own. */
    boolean isOfS3() {
        return client.getSimpleName().equals("S3Client");
    }

    /** Method, path and what always stands behind it, such as {@code GET /2013-04-01/hostedzone/{Id}}. */
    String address(String action) {
        String there = classes.get((action + "Request").toLowerCase(Locale.ROOT));
        try {
            Field binding = Class.forName(client.getPackageName() + ".transform." + there + "Marshaller")
                    .getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            Object info = binding.get(null);
            return info.getClass().getMethod("httpMethod").invoke(info) + " "
                    + info.getClass().getMethod("requestUri").invoke(info);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The client of AWS is made otherwise than expected.", e);
        }
    }
}
