package coop.plenum.ssh;

import coop.plenum.api.provider.CredentialRotation.Rollout;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.Keys;
import coop.plenum.ssh.client.Link;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import coop.plenum.ssh.client.Trust;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the key at the hosts: the new one is written beside the old one, proven by a login with nothing else, and only by
 * such a login the old one is taken away. {@code authorized_keys} is replaced whole and never without the key of that login.
 */
final class KeyRotation {
    private static final int LIMIT = 16_384;
    private static final int NOT_THERE = 94;
    private static final String COMMENT = "plenum";

    private static final String FILE = """
            LC_ALL=C; export LC_ALL; umask 077; d=$HOME/.ssh; f=$d/authorized_keys
            if [ -L "$f" ]; then f=$(readlink -f "$f") || exit; d=${f%/*}; fi
            """;

    /**
     * Adds a line, once, with the options of the old key's line: what the old key was forbidden, so is the new one. $1: type
     * and Base64, $2: those of the old key, $3: comment.
     */
    private static final String ADD = FILE + """
            mkdir -p "$d" || exit; touch "$f" || exit
            grep -qF -- "$1" "$f" && exit 0
            l=; [ -z "$2" ] || l=$(grep -F -- "$2" "$f" | head -n 1); o=
            [ -z "$l" ] || o=${l%%"$2"*}
            t=$(mktemp "$d/.authorized_keys.XXXXXX") || exit; trap 'rm -f "$t"' EXIT
            cat "$f" >"$t" || exit
            if [ -s "$t" ] && [ -n "$(tail -c 1 "$t")" ]; then echo >>"$t" || exit; fi
            printf '%s%s %s\n' "$o" "$1" "$3" >>"$t" || exit
            chmod 600 "$t" && mv -f "$t" "$f"
            """;

    /** Takes a line away, where the other one is there. $1: what goes, $2: what must stay. */
    private static final String REMOVE = FILE + """
            grep -qF -- "$2" "$f" || exit 94
            grep -qF -- "$1" "$f" || exit 0
            t=$(mktemp "$d/.authorized_keys.XXXXXX") || exit; trap 'rm -f "$t"' EXIT
            grep -vF -- "$1" "$f" >"$t"; grep -qF -- "$2" "$t" || exit 94
            chmod 600 "$t" && mv -f "$t" "$f"
            """;

    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;
    private final Crew crew;

    KeyRotation(Hosts hosts, Logins logins, Inspection inspection, Crew crew) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
        this.crew = crew;
    }

    /**
     * A new key has no passphrase: it is kept encrypted, and a passphrase beside it would be no lock. Where there is a password
     * and no key, the key takes its place.
     */
    Map<String, char[]> generate() throws ProviderException {
        Map<String, char[]> made = new LinkedHashMap<>();
        if (logins.present("See whether there is a key to rotate").isPresent()) {
            if (logins.holds(Logins.PASSPHRASE)) {
                made.put(Logins.PASSPHRASE, new char[0]);
            }
        } else if (logins.holds(Logins.PASSWORD)) {
            made.put(Logins.PASSWORD, new char[0]);
        } else {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "nothing-to-rotate",
                    "This connection has neither a private key nor a password.");
        }
        made.put(Logins.PRIVATE_KEY, Keys.write(Keys.generate(), COMMENT));
        return made;
    }

    Rollout introduce(OperationContext context) throws ProviderException, InterruptedException {
        KeyPair fresh = logins.pending("Install the new key")
                .orElseThrow(() ->
                        new ProviderException(Category.CONFLICT, "nothing-pending", "There is no new key to install."));
        Optional<KeyPair> present = logins.present("Install the new key");
        try (Login login = logins.open("Install the new key")) {
            return rollout(
                    "accept the new key",
                    (host, patience) -> {
                        HostKey shown = install(host, login, fresh, present, patience);
                        prove(host, fresh, shown, patience);
                        return shown;
                    },
                    context);
        }
    }

    Rollout withdraw(OperationContext context) throws ProviderException, InterruptedException {
        KeyPair fresh = logins.present("Remove the key before").orElseThrow(KeyRotation::noKey);
        Optional<KeyPair> old = logins.previous("Remove the key before");
        if (old.isEmpty() && !logins.heldBefore(Logins.PASSWORD)) {
            return new Rollout(List.of(), Map.of());
        }
        try (Login login = logins.open("Bring a host up to the new key")) {
            return rollout(
                    "know the new key",
                    (host, patience) -> {
                        // those that were away when the new key came
                        HostKey shown = install(host, login, fresh, old, patience);
                        if (old.isPresent()) {
                            remove(host, fresh, old.get(), shown, patience);
                        } else {
                            prove(host, fresh, shown, patience);
                        }
                        return shown;
                    },
                    context);
        }
    }

    private static ProviderException noKey() {
        return new ProviderException(
                Category.CONFLICT, "key-replaced", "The connection has no private key any more; nothing was removed.");
    }

    private HostKey install(Host host, Login login, KeyPair fresh, Optional<KeyPair> before, Patience patience)
            throws ProviderException, InterruptedException {
        try (Link link = inspection.connect(host, login, patience)) {
            String old = before.map(key -> Keys.line(key.getPublic())).orElse("");
            run(host, link, ADD, List.of(Keys.line(fresh.getPublic()), old, COMMENT), patience);
            return link.hostKey();
        }
    }

    private void prove(Host host, KeyPair fresh, HostKey shown, Patience patience)
            throws ProviderException, InterruptedException {
        try (Link link = inspection.connect(host, logins.by(fresh), Trust.only(shown), patience)) {
            run(host, link, ":", List.of(), patience);
        } catch (ProviderException e) {
            throw e.category() == Category.AUTHENTICATION ? notAccepted(host, e) : e;
        }
    }

    private void remove(Host host, KeyPair fresh, KeyPair old, HostKey shown, Patience patience)
            throws ProviderException, InterruptedException {
        try (Link link = inspection.connect(host, logins.by(fresh), Trust.only(shown), patience)) {
            run(host, link, REMOVE, List.of(Keys.line(old.getPublic()), Keys.line(fresh.getPublic())), patience);
        } catch (ProviderException e) {
            throw e.category() == Category.AUTHENTICATION ? notAccepted(host, e) : e;
        }
    }

    private static ProviderException notAccepted(Host host, ProviderException cause) {
        return new ProviderException(
                Category.CONFLICT,
                "new-key-not-accepted",
                host.id()
                        + " does not accept the new key, though it stands in ~/.ssh/authorized_keys. Does its SSH server"
                        + " read another file? The old key still works.",
                cause);
    }

    private static void run(Host host, Link link, String script, List<String> words, Patience patience)
            throws ProviderException, InterruptedException {
        StringBuilder line = new StringBuilder("exec /bin/sh -s --");
        words.forEach(word -> line.append(' ').append(Link.quoted(word)));
        Finished finished =
                link.run(Link.Command.of(line.toString(), script.getBytes(StandardCharsets.UTF_8), LIMIT), patience);
        if (finished.succeeded()) {
            return;
        }
        String why = finished.status().filter(code -> code == NOT_THERE).isPresent()
                ? "the key that must stay is not in it"
                : finished.errors()
                        .lines()
                        .findFirst()
                        .orElse(finished.outcome())
                        .replaceAll("\\p{Cntrl}", "");
        throw new ProviderException(
                Category.CONFLICT,
                "authorized-keys-not-written",
                host.id() + ": ~/.ssh/authorized_keys was left as it is: " + why + ".");
    }

    /** At all hosts that are enrolled, in no order: one that is away keeps nobody waiting. */
    private Rollout rollout(String what, Crew.Visit<HostKey> visit, OperationContext context)
            throws InterruptedException {
        hosts.refresh();
        List<Host> all = hosts.enrolled();
        List<String> done = new ArrayList<>();
        Map<String, ProviderException> failures = new LinkedHashMap<>();
        for (Crew.Report<HostKey> report : crew.visit(all, visit, context)) {
            report.result().ifPresent(key -> done.add(report.host().id()));
            report.failure().ifPresent(why -> failures.put(report.host().id(), why));
        }
        context.progress(1, done.size() + " of " + all.size() + " hosts " + what + ".");
        return new Rollout(done, failures);
    }
}
