package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;

/** A login at a host. For one thread. */
public final class Link implements AutoCloseable {
    private static final Pattern GROUP = Pattern.compile("plenum-group (\\d+)\n");
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int FEW = 8_192;

    private final ClientSession session;
    private final HostAddress address;
    private final HostKey key;

    Link(ClientSession session, HostAddress address, HostKey key) {
        this.session = session;
        this.address = address;
        this.key = key;
    }

    public HostAddress address() {
        return address;
    }

    /** The key that the host has shown and proven. */
    public HostKey hostKey() {
        return key;
    }

    /**
     * What to run, by the host's {@code /bin/sh}.
     *
     * @param script of the shell; its arguments are quoted already
     * @param input for its standard input
     * @param limit how many bytes of output are kept, and how many of errors
     * @param lines takes each line of the output as it comes, on the calling thread
     * @param stop how to kill it when nobody waits for it any more; {@code %d} stands for its process group
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, and never kept
    public record Command(String script, byte[] input, int limit, Consumer<String> lines, String stop) {
        public static final String STOP = "kill -TERM -%1$d; sleep 1; kill -KILL -%1$d";

        public static Command of(String script, byte[] input, int limit) {
            return new Command(script, input, limit, line -> {}, STOP);
        }
    }

    /**
     * Runs a command and waits for its end; kills it when the time is up or nobody wants it any more.
     *
     * @throws ProviderException CONFLICT {@code command-timed-out}, TRANSIENT {@code timed-out}, {@code connection-broken}
     */
    public Finished run(Command command, Patience patience) throws ProviderException, InterruptedException {
        Capture output = new Capture(command.limit());
        // the group comes first on the standard error, and is not counted
        Capture errors = new Capture(command.limit() + FEW);
        // its own session, so that all it starts can be killed together; the login shell may be any
        String line = "exec /bin/sh -c " + quoted("echo \"plenum-group $$\" >&2; " + command.script());
        try {
            ChannelExec channel = session.createExecChannel(line);
            channel.setOut(output);
            channel.setErr(errors);
            channel.setIn(new ByteArrayInputStream(command.input()));
            CountDownLatch closed = new CountDownLatch(1);
            channel.addCloseFutureListener(future -> closed.countDown());
            open(channel, patience);
            try {
                await(closed, command, output, patience);
            } catch (InterruptedException | ProviderException e) {
                kill(errors, command.stop());
                channel.close(true);
                throw e;
            }
            output.newLines(true).forEach(command.lines());
            return finished(channel, output, errors);
        } catch (java.io.InterruptedIOException e) {
            throw new InterruptedException("interrupted while running a command");
        } catch (IOException e) {
            throw Faults.broken(address, e);
        }
    }

    private void open(ChannelExec channel, Patience patience)
            throws IOException, ProviderException, InterruptedException {
        OpenFuture opening = channel.open();
        while (!opening.await(patience.slice())) {
            if (patience.over()) {
                throw Faults.silent(address, "with a shell");
            }
            patience.check();
        }
        if (!opening.isOpened()) {
            throw Faults.broken(address, opening.getException());
        }
    }

    private void await(CountDownLatch closed, Command command, Capture output, Patience patience)
            throws ProviderException, InterruptedException {
        while (!closed.await(patience.slice(), TimeUnit.MILLISECONDS)) {
            output.newLines(false).forEach(command.lines());
            if (patience.over()) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "command-timed-out",
                        "The command at " + address + " did not end in time and was killed.");
            }
            patience.check();
        }
    }

    private Finished finished(ChannelExec channel, Capture output, Capture errors) throws ProviderException {
        Optional<Integer> status = Optional.ofNullable(channel.getExitStatus());
        if (status.isEmpty() && channel.getExitSignal() == null && !session.isOpen()) {
            throw Faults.broken(address, null);
        }
        String text = errors.text();
        Matcher group = GROUP.matcher(text);
        if (!group.find()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "no-shell",
                    address + " lets \"" + session.getUsername() + "\" in but runs no command ("
                            + status.map(code -> "exit status " + code).orElse("no exit status")
                            + "). The account needs a login shell and no forced command.");
        }
        return new Finished(
                status,
                output.text(),
                text.substring(0, group.start()) + text.substring(group.end()),
                output.truncated() || errors.truncated());
    }

    /** Over a channel of its own, since closing that of the command does not end it. What is interrupted stays so. */
    private void kill(Capture errors, String stop) {
        Matcher group = GROUP.matcher(errors.text());
        if (!group.find() || !session.isOpen()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            String script = String.format(java.util.Locale.ROOT, stop, Long.parseLong(group.group(1)));
            ChannelExec channel = session.createExecChannel("exec /bin/sh -c " + quoted(script));
            CountDownLatch closed = new CountDownLatch(1);
            channel.addCloseFutureListener(future -> closed.countDown());
            Patience last = new Patience(Instant.now().plus(LAST_WORDS), () -> false);
            open(channel, last);
            var unused = closed.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ProviderException e) {
            // The line is broken: the host ends what it ran, or nobody can.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A word of any shell that quotes as POSIX does. */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public void close() {
        session.close(true);
    }
}
