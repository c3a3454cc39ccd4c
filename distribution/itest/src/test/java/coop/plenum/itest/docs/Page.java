package coop.plenum.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation, and its commands: all {@code sh} blocks, in order, in one shell. */
final class Page {
    private static final Pattern FENCE = Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final long PATIENCE_SECONDS = 300;

    private final String name;
    private final StringBuilder script = new StringBuilder("set -euo pipefail\n");
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Page(String name) {
        this.name = name;
    }

    /** @param name from the repository's folder */
    static Page of(String name) throws IOException {
        Page page = new Page(name);
        String commands = String.join("", fences(name, "sh"));
        assertThat(commands).as("commands of " + name).isNotBlank();
        page.script.append(commands);
        return page;
    }

    /** A page that goes on from steps 1 and 2 of the README, which make an administrator and define {@code plenum}. */
    static Page afterSetUp(String name) throws IOException {
        assertThat(Files.readString(root().resolve(name)))
                .contains("steps 1 and 2 of the", "(../../README.md#the-main-job-in-ten-steps)");
        String readme = String.join("", fences("README.md", "sh"));
        Page page = new Page(name);
        page.script.append(readme, 0, readme.indexOf("\n# 3."));
        page.script.append('\n').append(String.join("", fences(name, "sh")));
        return page;
    }

    static Path root() {
        return Path.of(System.getProperty("plenum.root")).toAbsolutePath().normalize();
    }

    /** The blocks of a language; of none: the empty one. */
    static List<String> fences(String page, String language) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher fences = FENCE.matcher(Files.readString(root().resolve(page)));
        while (fences.find()) {
            if (fences.group(1).equals(language)) {
                found.add(fences.group(2));
            }
        }
        return found;
    }

    /** What a reader too puts in its place: addresses and passwords of their own. It must be there. */
    Page replacing(String written, String own) {
        assertThat(script.toString()).as("commands of " + name).contains(written);
        String replaced = script.toString().replace(written, own);
        script.setLength(0);
        script.append(replaced);
        return this;
    }

    Page with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What the commands wrote; the test fails when one of them does. */
    String run(Path folder, Server server) throws IOException, InterruptedException {
        String address = server.client().base().getAuthority();
        return run(folder, script.toString().replace("127.0.0.1:8080", address));
    }

    /** For commands that need no server. */
    String run(Path folder) throws IOException, InterruptedException {
        return run(folder, script.toString());
    }

    private String run(Path folder, String commands) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page.sh"), commands);
        Path output = folder.resolve("page.output");
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process shell = builder.start();
        boolean ended = shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
        String written = Files.readString(output);
        assertThat(ended).as(name + " has ended: " + written).isTrue();
        assertThat(shell.exitValue()).as(name + ": " + written).isZero();
        return written;
    }
}
