package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** The console as a module: it comes, serves, and goes without a trace. */
@ExtendWith(PlenumContainer.class)
class ConsoleIT {
    private final Client admin;
    private final BundleContext framework;

    ConsoleIT(Client admin, BundleContext framework) {
        this.admin = admin;
        this.framework = framework;
    }

    private void install() {
        admin.post("/api/v1/modules/console/install", Map.of()).expect(200);
    }

    private void uninstall() {
        admin.send("DELETE", "/api/v1/modules/console", null).expect(204);
    }

    @AfterEach
    void remove() {
        admin.send("DELETE", "/api/v1/modules/console", null);
    }

    @Test
    void thePageAndWhatItNamesAreServedUnderAStrictPolicy() {
        install();
        assertThat(admin.get("/").expect(302).headers().firstValue("Location")).contains("/console/");
        Answer page = admin.get("/console/inventory?type=x").expect(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body()).doesNotContain("{{nonce}}", "http://", "https://");
        Matcher named = Pattern.compile("/console/assets/[^\"]+").matcher(page.body());
        List<String> assets = new ArrayList<>();
        while (named.find()) {
            assets.add(named.group());
        }
        assertThat(assets).isNotEmpty();
        for (String asset : assets) {
            Answer answer = admin.with("Accept-Encoding", "gzip, br").get(asset).expect(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        }
    }

    @Test
    void whatBrowsersRefuseIsCountedOverRest() {
        install();
        String reports = "/api/v1/ext/console/csp-reports";
        assertThat(admin.get(reports).expect(200).json().get("total").asInt()).isZero();
        new Client(admin.base())
                .with("Content-Type", "application/csp-report")
                .post(
                        "/console/csp-report",
                        Map.of(
                                "csp-report",
                                Map.of("document-uri", admin.base() + "/console/?q=1#x", "blocked-uri", "inline")))
                .expect(204);
        Answer answer = admin.get(reports).expect(200);
        assertThat(answer.json().get("total").asInt()).isEqualTo(1);
        assertThat(answer.text("/latest/0/page")).isEqualTo(admin.base() + "/console/");
        new Client(admin.base()).get(reports).expectProblem(401, "not-signed-in");
    }

    @Test
    void theModuleShowsItsReadmeAndItsIcon() {
        assertThat(admin.get("/api/v1/modules/console/readme").expect(200).body())
                .startsWith("# Console");
        admin.get("/api/v1/modules/catalog").json().path("items").forEach(entry -> {
            String name = entry.path("name").asText();
            String changes = admin.get("/api/v1/modules/" + name + "/changes")
                    .expect(200)
                    .body();
            assertThat(changes)
                    .as(name)
                    .startsWith("## " + entry.path("version").asText().substring(0, 3));
        });
        assertThat(admin.get("/api/v1/modules/console/icon").expect(200).body()).startsWith("<svg");
    }

    @Test
    void whereItWasNothingIsLeftWhenItGoes() {
        install();
        admin.get("/api/v1/ext/console/extensions").expect(200);
        uninstall();
        admin.get("/console/").expectProblem(404, "not-found");
        admin.get("/api/v1/ext/console/extensions").expectProblem(404, "module-route-missing");
        assertThat(admin.get("/").expect(200).body()).contains("no console is installed");
        assertThat(Arrays.stream(framework.getBundles()).map(bundle -> bundle.getSymbolicName()))
                .doesNotContain("coop.plenum.console");
    }

    @Test
    void cyclesLeaveNoClassLoaderAndNoThreadBehind() {
        install();
        admin.get("/console/").expect(200);
        uninstall();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int cycle = 0; cycle < 5; cycle++) {
            install();
            admin.get("/console/").expect(200);
            admin.get("/api/v1/ext/console/extensions").expect(200);
            loaders.add(new WeakReference<>(Arrays.stream(framework.getBundles())
                    .filter(bundle -> "coop.plenum.console".equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow()
                    .adapt(BundleWiring.class)
                    .getClassLoader()));
            uninstall();
        }
        Waiting.until("all but the last class loader collected", Duration.ofSeconds(20), () -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName))
                .noneMatch(name -> name.contains("console"));
    }
}
