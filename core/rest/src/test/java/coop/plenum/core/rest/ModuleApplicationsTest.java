package coop.plenum.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resources of modules come and go while others are served. */
@Timeout(120)
class ModuleApplicationsTest {
    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aModuleAnswersUnderItsOwnName() throws Exception {
        server.applications().add("lab", new Greetings());

        Answer read = server.get("/api/v1/ext/lab/greetings");
        Answer sent = server.post("/api/v1/ext/lab/greetings", "{\"name\":\"Bob\"}");
        Answer wrong = server.post("/api/v1/ext/lab/greetings", "{\"nam\":\"Bob\"}");

        assertThat(read.body()).isEqualTo("{\"text\":\"hello ada\"}");
        assertThat(sent.at("/text")).isEqualTo("Bob from ada");
        assertThat(wrong.code()).isEqualTo("invalid-input");
    }

    @Test
    void aModuleMayReadAnyObject() throws Exception {
        server.applications().add("lab", new Greetings());

        Answer some = server.post("/api/v1/ext/lab/greetings/echo", "{\"a\":[1,2.50,{\"b\":null}]}");
        Answer none =
                server.send(server.request("/api/v1/ext/lab/greetings/echo").POST(HttpRequest.BodyPublishers.noBody()));
        Answer endless = server.post("/api/v1/ext/lab/greetings/echo", "{\"a\":1e999999999}");

        assertThat(some.body()).isEqualTo("{\"a\":[1,2.50,{}]}");
        assertThat(none.body()).isEqualTo("{}");
        assertThat(endless.code()).isEqualTo("invalid-input");
    }

    @Test
    void aMethodWithoutADeclaredPermissionIsDenied() throws Exception {
        server.applications().add("lab", new Greetings());

        Answer undeclared = server.get("/api/v1/ext/lab/greetings/undeclared");
        server.access.denied.add("lab.view");
        Answer lacking = server.get("/api/v1/ext/lab/greetings");
        Answer nobody = server.send(server.anonymous("/api/v1/ext/lab/greetings"));

        assertThat(undeclared.status()).isEqualTo(403);
        assertThat(undeclared.code()).isEqualTo("permission-undeclared");
        assertThat(lacking.code()).isEqualTo("access-denied");
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void aMethodForEverybodySignedInTakesNobodyElse() throws Exception {
        server.applications().add("lab", new Greetings());
        server.access.denied.add("lab.view");

        assertThat(server.get("/api/v1/ext/lab/greetings/common").status()).isEqualTo(200);
        assertThat(server.send(server.anonymous("/api/v1/ext/lab/greetings/common"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aModulesDefectShowsNothingOfItsInside() throws Exception {
        server.applications().add("lab", new Greetings());

        Answer broken = server.get("/api/v1/ext/lab/greetings/broken");

        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.code()).isEqualTo("internal-error");
        assertThat(broken.body()).doesNotContain("inner workings");
    }

    @Test
    void aDryRunThatTheModuleDoesNotKnowIsRefused() throws Exception {
        server.applications().add("lab", new Greetings());

        Answer answer = server.post("/api/v1/ext/lab/greetings?dryRun=true", "{\"name\":\"Bob\"}");

        assertThat(answer.code()).isEqualTo("dry-run-unsupported");
    }

    @Test
    void everyRequestIsAnsweredWhileAModuleIsReplaced() throws Exception {
        server.applications().add("lab", new Greetings());
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        Greetings extra = new Greetings() {};
        for (int cycle = 0; cycle < 4; cycle++) {
            for (int i = 0; i < 100; i++) {
                answers.add(server.http
                        .sendAsync(
                                server.request("/api/v1/ext/lab/greetings").build(),
                                HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode));
                if (i == 50) {
                    server.applications().add("lab", extra);
                    server.applications().remove("lab", extra);
                }
            }
        }

        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(answers).hasSize(400);
    }

    @Test
    void aRunningRequestEndsInTheApplicationItBeganIn() throws Exception {
        Greetings before = new Greetings();
        server.applications().add("lab", before);
        server.get("/api/v1/ext/lab/greetings");
        CompletableFuture<HttpResponse<String>> running = server.http.sendAsync(
                server.request("/api/v1/ext/lab/greetings/slow").build(), HttpResponse.BodyHandlers.ofString());
        // Sent after the slow one was, so that one is inside.
        server.get("/api/v1/ext/lab/greetings");

        server.applications().remove("lab", before);
        Answer after = server.get("/api/v1/ext/lab/greetings");
        before.release.countDown();

        assertThat(after.code()).isEqualTo("module-route-missing");
        assertThat(running.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 404);
    }

    @Test
    void anOpenStreamBlocksNoChangeAndEndsAfterTheGrace() throws Exception {
        Greetings before = new Greetings();
        server.applications().add("lab", before);
        HttpResponse<InputStream> stream = server.http.send(
                server.request("/api/v1/ext/lab/greetings/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isEqualTo("data: first");

        server.applications().remove("lab", before);
        server.applications().add("lab", new Greetings());

        assertThat(server.get("/api/v1/ext/lab/greetings").status()).isEqualTo(200);
        assertThat(reader.readLine()).isEmpty();
        assertThat(reader.readLine()).isNull();
    }

    @Test
    void nothingOfAModuleIsRetained() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int cycle = 0; cycle < 10; cycle++) {
            loaders.add(cycle());
        }
        for (int i = 0; i < 100 && !gone(loaders); i++) {
            System.gc();
            Thread.sleep(50);
        }

        assertThat(loaders).allMatch(loader -> loader.get() == null);
    }

    private static boolean gone(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().allMatch(loader -> loader.get() == null);
    }

    /** A module that is installed, used in every way, described, and removed. */
    private WeakReference<ClassLoader> cycle() throws Exception {
        ModuleLoader loader = new ModuleLoader();
        Object resource = loader.loadClass(Greetings.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(resource).isNotInstanceOf(Greetings.class);
        server.applications().add("lab", resource);
        assertThat(server.get("/api/v1/ext/lab/greetings").body()).isEqualTo("{\"text\":\"hello ada\"}");
        assertThat(server.post("/api/v1/ext/lab/greetings", "{\"name\":\"Bob\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.post("/api/v1/ext/lab/greetings", "{\"name\":1,\"x\":2}")
                        .status())
                .isEqualTo(400);
        assertThat(server.get("/api/v1/ext/lab/greetings/broken").status()).isEqualTo(500);
        assertThat(server.get("/api/v1/openapi.json").body()).contains("/ext/lab/greetings");
        server.applications().remove("lab", resource);
        assertThat(server.get("/api/v1/openapi.json").body()).doesNotContain("/ext/lab/greetings");
        return new WeakReference<>(loader);
    }

    /** Defines the test's own resource classes anew, as a bundle would bring its own. */
    private static final class ModuleLoader extends ClassLoader {
        ModuleLoader() {
            super(ModuleApplicationsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Greetings.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
