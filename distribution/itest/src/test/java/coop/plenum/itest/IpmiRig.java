package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** BMCs of OpenIPMI's {@code ipmi_sim}, at the UDP ports after a first one; user {@code ipmiusr}, password {@code test}. */
public final class IpmiRig implements AutoCloseable {
    private final Path folder;
    private final int basePort;

    private IpmiRig(Path folder, int basePort) {
        this.folder = folder;
        this.basePort = basePort;
    }

    public static IpmiRig start(Path folder, int basePort, int count) throws IOException {
        IpmiRig rig = new IpmiRig(folder, basePort);
        rig.run("up.sh", Integer.toString(count));
        return rig;
    }

    /** What the n-th BMC was told, as it wrote it down itself. */
    public String actions(int number) throws IOException {
        return Files.readString(folder.resolve("ipmi/bmc" + number + "/actions.log"));
    }

    @Override
    public void close() throws IOException {
        run("down.sh");
    }

    private void run(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("plenum.root") + "/distribution/itest/rigs/ipmi/" + script);
        command.addAll(List.of(arguments));
        Path log = folder.resolve(script + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("STATE", folder.resolve("ipmi").toString(), "BASE_PORT", "" + basePort));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
