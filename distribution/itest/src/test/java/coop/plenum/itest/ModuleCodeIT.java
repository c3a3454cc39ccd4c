package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.intruder.Intruder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Where a policy demands approval, code of a module gets no further than anybody else. */
@ExtendWith(PlenumContainer.class)
class ModuleCodeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "a long enough password";

    private final Client admin;
    private final BundleContext framework;
    private Bundle intruder;

    ModuleCodeIT(Client admin, BundleContext framework) {
        this.admin = admin;
        this.framework = framework;
    }

    @BeforeEach
    void install() throws Exception {
        admin.post("/api/v1/modules/example/install", Map.of()).expect(200);
        intruder = framework.installBundle("intruder", new ByteArrayInputStream(jar()));
        intruder.start();
    }

    @AfterEach
    void remove() throws Exception {
        intruder.uninstall();
        for (String module : List.of("example", "infrastructure")) {
            admin.send("DELETE", "/api/v1/modules/" + module, null);
        }
    }

    private static byte[] jar() throws IOException {
        String name = Intruder.class.getName();
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test.intruder");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", name);
        headers.putValue(
                "Import-Package",
                "org.osgi.framework,coop.plenum.api,coop.plenum.api.access,coop.plenum.api.operation");
        String file = name.replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = Intruder.class.getResourceAsStream("/" + file)) {
            jar.putNextEntry(new JarEntry(file));
            in.transferTo(jar);
        }
        return bytes.toByteArray();
    }

    @Test
    void moduleCodeNeedsApprovalToo() throws Exception {
        String space = Inventory.space(admin, "intruded");
        String connection = Inventory.connect(admin, space, "intruded", "simulator", Map.of("count", 1), Map.of());
        String server = Inventory.find(admin, "example.server", "connection == \"" + connection + "\"")
                .path(0)
                .path("id")
                .asText();
        Map<String, Object> reboot = Map.of("kind", "act", "item", server, "action", "reboot");
        String single = drafted(reboot);
        String set = drafted(Map.of(
                "kind",
                "set",
                "title",
                "intruded",
                "space",
                space,
                "steps",
                List.of(Map.of("key", "boot", "kind", "act", "item", server, "action", "reboot"))));
        admin.post(
                        "/api/v1/items",
                        Map.of(
                                "type", "infrastructure.policy",
                                "space", space,
                                "title", "Four eyes",
                                "state", "published",
                                "values", Map.of("approvals", 1)))
                .expect(201);
        String operator = operator(space);

        for (Map<String, String> way : List.of(
                Map.of("kind", "infrastructure.apply", "target", server, "change", single, "digest", digest(single)),
                Map.of("kind", "infrastructure.apply-set", "target", set, "change", set, "digest", digest(set)),
                Map.of("kind", "infrastructure.action", "target", server, "action", "reboot"))) {
            assertThat(failure(space, way, Map.of())).as("by itself: %s", way).isEqualTo("access-denied");
            for (String user : List.of(operator, Intruder.PLATFORM)) {
                assertThat(failure(space, way, Map.of("user", user)))
                        .as("for %s: %s", user, way)
                        .isEqualTo("approval-required");
            }
        }
    }

    private String drafted(Map<String, Object> change) {
        return admin.post(Changes.CHANGES, change).expect(201).text("/id");
    }

    private String digest(String change) {
        return admin.get(Changes.CHANGES + "/" + change).text("/digest");
    }

    private String operator(String space) {
        String id = admin.post(
                        "/api/v1/users", Map.of("login", "intruded", "displayName", "Operator", "password", PASSWORD))
                .expect(201)
                .text("/id");
        for (var role : admin.get("/api/v1/roles").json().path("items")) {
            if (role.path("name").asText().equals("operator")) {
                admin.post(
                                "/api/v1/grants",
                                Map.of("subject", id, "role", role.path("id").asText(), "space", space))
                        .expect(201);
            }
        }
        return id;
    }

    /** @return why the operation failed that the intruder submits */
    private String failure(String space, Map<String, String> way, Map<String, String> more) throws Exception {
        Map<String, String> asked = new HashMap<>(way);
        asked.putAll(more);
        asked.put("space", space);
        @SuppressWarnings("unchecked") // it is the intruder's
        Function<Map<String, String>, String> submit =
                (Function<Map<String, String>, String>) framework.getService(framework
                        .getServiceReferences(Function.class, Intruder.FILTER)
                        .iterator()
                        .next());
        String operation = "/api/v1/operations/" + submit.apply(asked);
        Waiting.until(
                "operation ended",
                PATIENCE,
                () -> List.of("succeeded", "failed")
                        .contains(admin.get(operation).text("/status")));
        return admin.get(operation).text("/failure/code");
    }
}
