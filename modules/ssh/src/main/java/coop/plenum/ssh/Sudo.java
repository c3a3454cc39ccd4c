package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.Login;
import java.util.regex.Pattern;

/** Becoming root by {@code sudo -n}, which asks for no password and refuses instead. */
final class Sudo {
    static final String BECOME = "sudo -n -- ";
    /** What runs as root is stopped as root; sudo's own process may be in the group, so both are told. */
    static final String STOP = "sudo -n kill -TERM -- -%1$d; kill -TERM -%1$d; sleep 1; sudo -n kill -KILL -- -%1$d; "
            + "kill -KILL -%1$d";

    private static final Pattern REFUSED = Pattern.compile(
            "(?m)^sudo: (?:a password is required|a terminal is required|sorry|no tty|.*not allowed|.*must be owned)"
                    + "|is not in the sudoers file|not allowed to (?:execute|run)|may not run sudo");
    private static final Pattern ABSENT = Pattern.compile("sudo: (?:command )?not found");

    private Sudo() {}

    static boolean wanted(Values parameters) {
        return parameters.flag("become").orElse(false);
    }

    /** @throws ProviderException {@code become-refused} when the host did not let the account become root */
    static void requireAllowed(boolean become, Host host, Login login, Finished finished) throws ProviderException {
        if (!become || finished.succeeded()) {
            return;
        }
        String user = host.user().orElse(login.user());
        if (ABSENT.matcher(finished.errors()).find()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "become-refused",
                    host.id() + " has no sudo, so \"" + user + "\" stays who it is.");
        }
        if (REFUSED.matcher(finished.errors()).find()) {
            throw new ProviderException(
                    Category.AUTHENTICATION,
                    "become-refused",
                    host.id() + " does not let \"" + user
                            + "\" become root for this without a password. Add a rule with"
                            + " NOPASSWD for exactly this command to sudoers, or do without root.");
        }
    }
}
