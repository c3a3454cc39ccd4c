package coop.plenum.openstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real control plane of {@code distribution/itest/rigs/openstack}, when the system property
 * {@code plenum.openstack.rig} says in which folder it runs; {@code script/test --openstack} does.
 */
final class Rig {
    private static final Pattern CLOUD = Pattern.compile("(?m)^  (\\S+):\\n((?:    .*\\n?)+)");
    private static final Pattern ENTRY = Pattern.compile("(\\w+): \"?([^,\"{}\\n]+)\"?");

    private final Path folder;
    private final String clouds;

    private Rig(Path folder, String clouds) {
        this.folder = folder;
        this.clouds = clouds;
    }

    /** Skips the test where there is no rig. */
    static Rig require() {
        String folder = System.getProperty("plenum.openstack.rig", "");
        assumeTrue(!folder.isEmpty(), "no rig: script/test --openstack");
        try {
            return new Rig(Path.of(folder), Files.readString(Path.of(folder, "clouds.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes to the beginning of a volume, as a server would that has it for a disk. */
    void write(String volume, String text) throws IOException {
        try (FileChannel file = FileChannel.open(file(volume), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** What a volume begins with. */
    String read(String volume, int length) throws IOException {
        try (InputStream file = Files.newInputStream(file(volume))) {
            return new String(file.readNBytes(length), StandardCharsets.UTF_8);
        }
    }

    private Path file(String volume) {
        return folder.resolve("data/cinder/volumes/volume-" + volume);
    }

    /** How to connect. */
    record Login(Values settings, Map<String, String> credentials) {
        Login with(String field, Object value) {
            return new Login(settings.merge(Values.of(field, value)), credentials);
        }

        ProviderDriver drive() throws ProviderException {
            return new ProviderDriver(
                    new OpenStackProviderFactory().connect(settings, new FakeConnectionContext(credentials)));
        }
    }

    Login login(String cloud) {
        Matcher clouds = CLOUD.matcher(this.clouds);
        while (clouds.find()) {
            if (clouds.group(1).equals(cloud)) {
                return login(entries(clouds.group(2)));
            }
        }
        throw new IllegalArgumentException("The rig has no cloud " + cloud);
    }

    private static Map<String, String> entries(String yaml) {
        Map<String, String> entries = new LinkedHashMap<>();
        Matcher matcher = ENTRY.matcher(yaml);
        while (matcher.find()) {
            entries.put(matcher.group(1), matcher.group(2).strip());
        }
        return entries;
    }

    private static Login login(Map<String, String> entries) {
        Values.Builder settings =
                Values.builder().put("authUrl", entries.get("auth_url")).put("region", entries.get("region_name"));
        if (entries.containsKey("application_credential_id")) {
            settings.put("applicationCredentialId", entries.get("application_credential_id"));
            return new Login(
                    settings.build(),
                    Map.of("applicationCredentialSecret", entries.get("application_credential_secret")));
        }
        settings.put("username", entries.get("username"))
                .put("userDomain", entries.get("user_domain_name"))
                .put("project", entries.get("project_name"))
                .put("systemScope", entries.containsKey("system_scope") ? true : null);
        return new Login(settings.build(), Map.of("password", entries.get("password")));
    }
}
