package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a host, in words that say what to do. */
final class Faults {
    private Faults() {}

    static ProviderException nameUnknown(HostAddress address) {
        return new ProviderException(
                Category.TRANSIENT,
                "name-unknown",
                "The name of " + address + " is not known. Check its spelling and this server's name service.",
                "addresses",
                null,
                null);
    }

    static ProviderException silent(HostAddress address, String phase) {
        return new ProviderException(
                Category.TRANSIENT,
                "timed-out",
                address + " did not answer in time " + phase
                        + ". Check that it is up and that no firewall is in between.");
    }

    static ProviderException connecting(HostAddress address, @Nullable Throwable thrown) {
        Throwable cause = root(thrown);
        String text = String.valueOf(cause == null ? "" : cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("refused")) {
            return new ProviderException(
                    Category.TRANSIENT,
                    "connection-refused",
                    address + " refuses connections. Check that an SSH server runs there, on that port.");
        }
        if (cause instanceof NoRouteToHostException
                || cause instanceof ConnectException
                || text.contains("unreachable")) {
            return new ProviderException(
                    Category.TRANSIENT,
                    "unreachable",
                    address + " cannot be reached. Check address, routes and firewalls.");
        }
        return broken(address, cause);
    }

    /** The line broke, or what answers is no SSH server that this side understands. */
    static ProviderException broken(HostAddress address, @Nullable Throwable thrown) {
        Throwable cause = root(thrown);
        String text = String.valueOf(cause == null ? "" : cause.getMessage());
        if (cause instanceof SshException
                && (text.contains("Unable to negotiate") || text.contains("Unsupported protocol"))) {
            return new ProviderException(
                    Category.UNSUPPORTED,
                    "no-common-algorithm",
                    address + " offers only algorithms that count as broken today: " + safe(text));
        }
        return new ProviderException(
                Category.TRANSIENT,
                "connection-broken",
                address + " closed the connection" + (text.isEmpty() ? "." : " (" + safe(text) + ").")
                        + " Is it an SSH server, and does it take this many connections?");
    }

    static ProviderException login(HostAddress address, Login login, @Nullable Throwable thrown) {
        Throwable cause = root(thrown);
        if (cause instanceof SshException ssh
                && (ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                        || String.valueOf(ssh.getMessage()).contains("authentication failures"))) {
            return refused(address, login);
        }
        return broken(address, thrown);
    }

    static ProviderException refused(HostAddress address, Login login) {
        String by = login.keys().isEmpty() ? "password" : "key";
        return new ProviderException(
                Category.AUTHENTICATION,
                "authentication-refused",
                address + " does not let \"" + login.user() + "\" in with this " + by
                        + (login.keys().isEmpty()
                                ? "."
                                : ". The public half must be in the user's authorized_keys, which nobody else may write."),
                login.keys().isEmpty() ? "password" : "privateKey",
                null,
                null);
    }

    /** What the other side wrote, made harmless. */
    private static String safe(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > 200 ? printable.substring(0, 200) + "..." : printable;
    }

    private static @Nullable Throwable root(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < 10 && cause != null && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause instanceof java.nio.channels.ClosedChannelException && thrown != null ? thrown : cause;
    }
}
