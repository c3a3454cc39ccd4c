package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code script/server} and what it shares with {@code script/test}, in a checkout that has been built: a folder with the real
 * scripts, and the runnable folder of this build. Maven is a stand-in that only says that it was called.
 */
class ServerScriptIT {
    private static final Path ROOT =
            Path.of(System.getProperty("plenum.root")).toAbsolutePath().normalize();

    @TempDir
    private Path checkout;

    @TempDir
    private Path programs;

    @BeforeEach
    void makeCheckout() throws IOException {
        for (String folder : List.of("api", "core", "modules", "distribution/launcher", "distribution/server/target")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createSymbolicLink(checkout.resolve("script"), ROOT.resolve("script"));
        Files.createSymbolicLink(
                checkout.resolve("distribution/server/target/plenum"),
                Path.of(System.getProperty("plenum.home")).toAbsolutePath().normalize());
        Path built = Files.createDirectories(checkout.resolve("build")).resolve("server.built");
        Files.createFile(built);
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(1)));
        program("mvn", "echo called >>" + checkout.resolve("mvn.called") + "; exit 1");
    }

    /** Before the folder is emptied, which would warn of what the links lead to. */
    @AfterEach
    void removeLinks() throws IOException {
        Files.delete(checkout.resolve("script"));
        Files.delete(checkout.resolve("distribution/server/target/plenum"));
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The output of a command in the checkout, where stand-ins come before the programs of this machine. */
    private Process start(Path output, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(programs.toFile()) // somewhere else
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String run(int expected, String... command) throws Exception {
        Path output = Files.createTempFile(programs, "run", ".log");
        Process process = start(output, Map.of(), command);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(expected);
        return Files.readString(output);
    }

    private String script(String name) {
        return checkout.resolve("script").resolve(name).toString();
    }

    @Test
    void whatIsBuiltStartsInSecondsFromAnywhereTellsWhatToKnowAndEndsWithASignal() throws Exception {
        Path data = checkout.resolve("data");
        for (int start = 1; start <= 2; start++) {
            int port = Ports.free();
            Path output = programs.resolve("server-" + start + ".log");
            Process server = start(output, Map.of("PLENUM_HTTP_PORT", "" + port), script("server"));
            try {
                Waiting.until(
                        "ready", Duration.ofSeconds(60), () -> read(output).contains("Stop with") || !server.isAlive());
                String told = read(output);
                assertThat(told)
                        .contains("0.1.0", " s", data.toString(), "http://127.0.0.1:" + port + "/")
                        .contains("Set-up token "
                                + read(data.resolve("setup-token")).strip());
                server.destroy();
                assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(server.exitValue()).as(told).isZero();
            } finally {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            }
        }
        assertThat(checkout.resolve("mvn.called")).doesNotExist();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aSourceThatIsNewerIsBuiltAndAFailureNamesItsLog() throws Exception {
        Path source = Files.createFile(checkout.resolve("core/Changed.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(1, script("server")))
                .contains(
                        "The build failed", checkout.resolve("build/server.log").toString());
        assertThat(checkout.resolve("mvn.called")).exists();
    }

    @Test
    void anUnknownArgumentIsRefused() throws Exception {
        assertThat(run(2, script("server"), "--verbose")).contains("Usage", "--demo", "--safe-mode");
    }

    @Test
    void aPackageThatThisDebianLacksHasASubstitute() throws Exception {
        program("id", "echo 0");
        program("apt-cache", "[ \"$2\" != default-jdk-headless ] || echo \"$2 | 2:1.21\"");
        program("apt-get", "echo apt-get \"$@\" >>" + programs.resolve("apt-get.log"));
        String output = run(
                0,
                "bash",
                "-euc",
                ". '" + script("setup")
                        + "'; need sh dash no-such-command 'openjdk-17-jdk-headless|default-jdk-headless'");
        assertThat(output).contains("Installing default-jdk-headless");
        assertThat(Files.readString(programs.resolve("apt-get.log")))
                .contains("install")
                .contains("default-jdk-headless")
                .doesNotContain("openjdk-17")
                .doesNotContain("dash");
    }

    @Test
    void skippedTestsAreNoTestsThatRan() throws Exception {
        List<String> lines = new ArrayList<>(List.of("ATest 3 0", "BTest 2 2", "CIT 4 1"));
        Path reports = Files.createDirectories(programs.resolve("module/target/surefire-reports"));
        Path stamp = Files.createFile(programs.resolve("stamp"));
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(60)));
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            Files.writeString(reports.resolve("TEST-" + parts[0] + ".xml"), """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <testsuite version="3.0.2" name="%s" time="0.1" tests="%s" errors="0" skipped="%s" failures="0">
                    </testsuite>
                    """.formatted((Object[]) parts));
        }
        assertThat(run(0, "bash", "-euc", ". '" + script("reports") + "'; suites stamp | sort | tally"))
                .isEqualToIgnoringNewLines("6 3 BTest CIT");
        assertThat(run(0, "bash", "-euc", ". '" + script("reports") + "'; suites stamp IT | tally"))
                .isEqualToIgnoringNewLines("3 1 CIT");
    }
}
