package coop.plenum.aws.common.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A running moto server, started by the rig's script: AWS for tests, on loopback. */
public final class Moto implements AutoCloseable {
    private static final Path SCRIPT = Path.of("distribution", "itest", "rigs", "aws-moto", "up.sh");

    private final Process process;
    private final URI endpoint;

    private Moto(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Skips the test, loudly, where there is no moto; in CI that is a failure. */
    public static Moto start(String... options) throws IOException {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "moto_server")));
        if (!there) {
            String say = "SKIPPED, nothing is proven about AWS: there is no moto_server on the PATH; see "
                    + SCRIPT.resolveSibling("README.md");
            assertThat(System.getenv("CI")).as(say).isNotEqualTo("true");
            System.err.println(say);
            assumeTrue(false, say);
        }
        String[] command = Stream.concat(Stream.of(script().toString()), Stream.of(options))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = Optional.ofNullable(out.readLine()).orElse("");
        if (!line.startsWith("endpoint ")) {
            process.destroy();
            throw new IOException("moto did not start: " + line);
        }
        return new Moto(process, URI.create(line.substring("endpoint ".length())));
    }

    private static Path script() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve(SCRIPT))) {
            at = at.getParent();
        }
        assertThat(at).as("the folder that has " + SCRIPT).isNotNull();
        return at.resolve(SCRIPT);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Forgets all there is. */
    public void reset() throws IOException, InterruptedException {
        post("/moto-api/reset", "");
    }

    public void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve(path))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
