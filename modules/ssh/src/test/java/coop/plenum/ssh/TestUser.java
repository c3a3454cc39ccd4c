package coop.plenum.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A user of this machine with a password, for the time of a test: only root can make one. */
record TestUser(String name, String password) implements AutoCloseable {
    private static final int TRIES = 20;

    static TestUser make(String password) throws IOException {
        if (!Sshd.USER.equals("root")) {
            throw new TestAbortedException("Only root can make a user with a password; run the tests in a container.");
        }
        String name = "plenum-t" + ProcessHandle.current().pid();
        run("", "useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/sh", name);
        TestUser user = new TestUser(name, password);
        run(name + ":" + password + "\n", "chpasswd");
        return user;
    }

    void own(java.nio.file.Path folder) throws IOException {
        run("", "chown", "-R", name, folder.toString());
    }

    private static void run(String input, String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 1; ; i++) {
            try {
                run("", "userdel", name);
                return;
            } catch (IOException e) { // while a session of it ends
                if (i == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
