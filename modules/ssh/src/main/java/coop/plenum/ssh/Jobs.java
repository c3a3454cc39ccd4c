package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.Link;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Commands and scripts as the host's shell takes them. */
final class Jobs {
    private static final int LONGEST = 1 << 20;

    private Jobs() {}

    /** What to run, and whether as root. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Job(String script, byte[] input, boolean become) {
        Link.Command command(Consumer<String> lines) {
            return new Link.Command(
                    script, input, HostActions.Transcript.BYTES, lines, become ? Sudo.STOP : Link.Command.STOP);
        }
    }

    static Job command(Values parameters) throws ProviderException {
        String command = text(parameters, "command");
        boolean become = Sudo.wanted(parameters);
        String shell = "/bin/sh -c " + Link.quoted(command);
        return new Job("exec " + (become ? Sudo.BECOME + shell : shell) + " </dev/null", new byte[0], become);
    }

    /** The script comes in by the standard input, so that it is in no list of processes and of any length. */
    static Job script(Values parameters) throws ProviderException {
        String script = text(parameters, "script");
        String interpreter =
                parameters.text("interpreter").filter(name -> !name.isBlank()).orElse("/bin/sh");
        if (!interpreter.matches("[\\w./+-]{1,200}")) {
            throw invalid("interpreter", "The interpreter is the path or name of a program, without arguments.");
        }
        boolean become = Sudo.wanted(parameters);
        String arguments = parameters.list("arguments").stream()
                .map(argument -> " " + Link.quoted(String.valueOf(argument)))
                .collect(Collectors.joining());
        String run = "umask 077; f=$(mktemp) || exit; trap 'rm -f \"$f\"' EXIT; trap 'exit 143' HUP INT TERM; "
                + "cat >\"$f\" || exit; " + (become ? Sudo.BECOME : "") + interpreter + " \"$f\"" + arguments
                + " </dev/null";
        return new Job(run, script.getBytes(StandardCharsets.UTF_8), become);
    }

    private static String text(Values parameters, String name) throws ProviderException {
        String text = parameters.text(name).orElse("");
        if (text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw invalid(name, "Give at least one character and at most 1 MiB, and none that is zero.");
        }
        return text;
    }

    private static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-" + field, message, field, null, null);
    }
}
