package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.Link;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import coop.plenum.ssh.client.Trust;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out the actions of the {@link ActionCatalog}. Thread-safe. */
final class HostActions {
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(9);

    private static final int REMEMBERED = 256;

    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;
    private final Reboot reboot;
    /** What came of the latest, by their idempotency keys: one that is asked for again is not done again. */
    private final Map<String, Step> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Step> eldest) {
            return size() > REMEMBERED;
        }
    };

    HostActions(Hosts hosts, Logins logins, Inspection inspection) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
        this.reboot = new Reboot(logins, inspection);
    }

    Step act(String action, Values parameters, Host host, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        String key = context.idempotencyKey() + " " + action + " " + host.id();
        if (resumeToken.isEmpty()) {
            synchronized (taken) {
                Step before = taken.get(key);
                if (before != null) {
                    return before;
                }
            }
        }
        Step step = take(action, parameters, host, resumeToken, context);
        if (!(step instanceof Step.Failed)) {
            synchronized (taken) {
                taken.put(key, step);
            }
        }
        return step;
    }

    private Step take(
            String action, Values parameters, Host host, Optional<String> resumeToken, OperationContext context)
            throws ProviderException, InterruptedException {
        return switch (action) {
            case ActionCatalog.RUN_COMMAND -> run(Jobs.command(parameters), parameters, host, context);
            case ActionCatalog.RUN_SCRIPT -> run(Jobs.script(parameters), parameters, host, context);
            case ActionCatalog.UPLOAD_FILE -> upload(parameters, host, context);
            case ActionCatalog.REBOOT -> reboot.act(parameters, host, resumeToken, context);
            case ActionCatalog.ACCEPT_HOST_KEY -> accept(parameters, host, context);
            default -> gather(host, context);
        };
    }

    private Step run(Jobs.Job job, Values parameters, Host host, OperationContext context)
            throws ProviderException, InterruptedException {
        Patience patience = Patience.of(context).within(timeout(parameters));
        Transcript transcript = new Transcript(context);
        try (Login login = logins.open("Run a command at " + host.id());
                Link link = reach(host, login, inspection.trust(host), context)) {
            Finished finished = link.run(job.command(transcript::line), patience);
            transcript.errors(finished.errors());
            Sudo.requireAllowed(job.become(), host, login, finished);
            if (finished.truncated() || transcript.cut()) {
                context.progress(0.9, "There was more output; " + Transcript.LIMITS + " are kept.");
            }
            if (!finished.succeeded()) {
                throw new ProviderException(
                        Category.CONFLICT,
                        "command-failed",
                        "The command ended with " + finished.outcome() + "; its output is in the log.");
            }
            context.progress(1, "Ended with " + finished.outcome() + ".");
            return Step.done();
        }
    }

    /** A host that is not reached has done nothing: unlike a line that breaks later, this is known. */
    private Link reach(Host host, Login login, Trust trust, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return inspection.connect(host, login, trust, Patience.of(context));
        } catch (ProviderException e) {
            throw e.category() == Category.TRANSIENT
                    ? new ProviderException(Category.CONFLICT, e.code(), e.getMessage() + " Nothing was done.", e)
                    : e;
        }
    }

    private static Duration timeout(Values parameters) throws ProviderException {
        try {
            Duration timeout = parameters.text("timeout").map(Duration::parse).orElse(USUAL);
            if (!timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // falls through: the text is no duration at all
        }
        throw new ProviderException(
                Category.USER, "invalid-timeout", "The time-out is a duration up to PT9M.", "timeout", null, null);
    }

    private Step upload(Values parameters, Host host, OperationContext context)
            throws ProviderException, InterruptedException {
        Upload upload = Upload.of(parameters);
        try (Login login = logins.open("Upload a file to " + host.id());
                Link link = reach(host, login, inspection.trust(host), context)) {
            Finished finished = link.run(upload.command(), Patience.of(context));
            Sudo.requireAllowed(upload.become(), host, login, finished);
            upload.requireDone(finished);
            context.progress(1, upload.summary());
            return Step.done();
        }
    }

    private Step gather(Host host, OperationContext context) throws ProviderException, InterruptedException {
        try (Login login = logins.open("Look at " + host.id())) {
            Inspection.Sight sight = inspection.look(host, login, Patience.of(context));
            hosts.note(sight.host());
            sight.facts().values().forEach((name, value) -> context.progress(0.9, name + ": " + value));
            sight.facts().uptime().ifPresent(uptime -> context.progress(1, "uptime: " + uptime));
            return Step.done(sight.state());
        }
    }

    private Step accept(Values parameters, Host host, OperationContext context)
            throws ProviderException, InterruptedException {
        HostKey wanted = new HostKey(
                "",
                Settings.fingerprint(
                        "fingerprint", parameters.text("fingerprint").orElse("")));
        try (Login login = logins.open("Look at " + host.id() + " with its new key");
                Link link = reach(host, login, Trust.only(wanted), context)) {
            Inspection.Sight sight = inspection.look(host, link, Patience.of(context));
            hosts.note(sight.host());
            context.progress(
                    1,
                    "The key is now " + link.hostKey() + ", before "
                            + host.pinned().map(HostKey::toString).orElse("none") + ".");
            return Step.done(sight.state());
        }
    }

    /** Lines of output for the operation's log, up to a limit. For one thread. */
    static final class Transcript {
        static final String LIMITS = "the first 500 lines and 64 KiB";
        static final int BYTES = 65_536;

        private static final int LINES = 500;
        private static final int WIDTH = 1_000;

        private final OperationContext context;
        private int lines;

        Transcript(OperationContext context) {
            this.context = context;
        }

        void line(String line) {
            if (lines++ < LINES) {
                context.progress(0.5, shown(line));
            }
        }

        void errors(String errors) {
            List<String> all = errors.isBlank() ? List.of() : errors.lines().toList();
            all.forEach(line -> line("stderr: " + line));
        }

        boolean cut() {
            return lines > LINES;
        }

        private static String shown(String line) {
            String printable = line.replaceAll("[\\p{Cntrl}&&[^\t]]", "");
            String text = printable.length() > WIDTH ? printable.substring(0, WIDTH) + "..." : printable;
            return text.isEmpty() ? " " : text;
        }
    }
}
