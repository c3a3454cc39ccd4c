package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each module of the catalog into a site that has none: it brings along what it needs, and does nothing until it is used. */
class EachModuleAloneIT {
    private static final Pattern THREAD = Pattern.compile("^\"(.*?)\" #\\d+", Pattern.MULTILINE);

    /** Those last that others need. */
    private static final List<String> ORDER = List.of("aws", "infrastructure");

    @TempDir
    private static Path data;

    private static Server server;
    private static Client admin;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = Map.of(
                "PLENUM_MODULES", "",
                // what a module writes for machines must not depend on where it runs
                "PLENUM_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu");
        server = Server.start(data, environment);
        admin = server.admin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void removeAll() {
        List<String> modules = new ArrayList<>(installed());
        modules.removeAll(ORDER);
        ORDER.stream().filter(installed()::contains).forEach(modules::add);
        modules.forEach(module ->
                admin.send("DELETE", "/api/v1/modules/" + module, null).expect(204));
    }

    private static void install(String module) {
        admin.post("/api/v1/modules/" + module + "/install", Map.of()).expect(200);
    }

    private static Set<String> installed() {
        return new TreeSet<>(
                admin.get("/api/v1/modules").expect(200).json().path("items").findValuesAsText("name"));
    }

    private static Set<String> threads() throws Exception {
        return THREAD.matcher(server.ask("Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .filter(name -> !CoreThreads.isOne(name))
                .collect(Collectors.toSet());
    }

    private static void assertEverythingUp() {
        Answer health = admin.get("/api/v1/system/health").expect(200);
        assertThat(health.json().findValuesAsText("status"))
                .as(health.body())
                .isNotEmpty()
                .containsOnly("up");
    }

    @ParameterizedTest
    @CsvSource({
        "example, infrastructure, simulator",
        "ssh, infrastructure, ssh",
        "baremetal, infrastructure, baremetal",
        "openstack, infrastructure, openstack",
        "aws, infrastructure, aws",
        "aws-ec2, aws infrastructure, aws",
        "aws-s3, aws infrastructure, aws",
        "aws-route53, aws infrastructure, aws",
        "aws-iam, aws infrastructure, aws",
        "aws-elb, aws infrastructure, aws",
        "aws-rds, aws infrastructure, aws"
    })
    void aProviderBringsWhatItNeedsAndStartsNothing(String module, String needed, String provider) throws Exception {
        Set<String> before = threads();
        install(module);
        Set<String> expected = new TreeSet<>(Arrays.asList(needed.split(" ", -1)));
        expected.add(module);
        assertThat(installed()).isEqualTo(expected);
        assertThat(admin.get("/api/v1/ext/infrastructure/providers")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsText("name"))
                .contains(provider);
        assertEverythingUp();
        assertThat(threads()).as("threads of " + module).isSubsetOf(before);
        assertThat(server.classes()).as("before the first connection").doesNotContain("software.amazon.awssdk");
    }

    @ParameterizedTest
    @CsvSource({"console, ''", "infrastructure, ''", "blueprint, infrastructure"})
    void aModuleWithoutProviderBringsWhatItNeeds(String module, String needed) {
        install(module);
        Set<String> expected = new TreeSet<>(Set.of(module));
        if (!needed.isEmpty()) {
            expected.add(needed);
        }
        assertThat(installed()).isEqualTo(expected);
        assertEverythingUp();
    }

    /** The rows above are all there are, and none is in the way of another. */
    @Test
    void everyComponentIsSatisfiedWithTheWholeCatalogInstalled() {
        List<String> catalog = admin.get("/api/v1/modules/catalog")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("name");
        assertThat(catalog)
                .containsExactlyInAnyOrder(
                        "example",
                        "ssh",
                        "baremetal",
                        "openstack",
                        "aws",
                        "aws-ec2",
                        "aws-s3",
                        "aws-route53",
                        "aws-iam",
                        "aws-elb",
                        "aws-rds",
                        "console",
                        "infrastructure",
                        "blueprint");
        catalog.stream().filter(module -> !installed().contains(module)).forEach(EachModuleAloneIT::install);
        assertThat(installed()).hasSameSizeAs(catalog);
        assertEverythingUp();
    }
}
