package coop.plenum.api.provider;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens the console of a resource, keyboard and screen, for one person and a short while.
 *
 * <p>Whoever has the address has the console: it is shown to the one who asked, and never logged, stored, reported as
 * progress or put into a failure. Where a remote system's answer might hold it, that answer is not repeated either.
 */
@ConsumerType
public interface ConsoleAccess {
    /** Why no console can be opened now, such as that the server is off, in words; empty when one can. No I/O. */
    Optional<String> consoleUnavailable(ResourceRef ref);

    /**
     * Has the remote system open one. Changes nothing of the resource. A further call opens another one, also with the
     * same idempotency key, since no address is kept.
     *
     * @throws ProviderException category MISSING when the resource is not there, CONFLICT when it has no console in the
     *     state that it is in, UNSUPPORTED when the remote system has none that a browser can show
     */
    Console openConsole(ResourceRef ref, OperationContext context) throws ProviderException, InterruptedException;

    /**
     * An open console.
     *
     * @param address of a page, for a browser: {@code https}, or {@code http} where the remote system has nothing better
     * @param until when the address ends to be good; empty when it is not known
     */
    record Console(URI address, Optional<Instant> until) {
        /** @throws IllegalArgumentException when it is no page; does not tell the address */
        public Console {
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((!scheme.equals("https") && !scheme.equals("http")) || address.getRawAuthority() == null) {
                throw new IllegalArgumentException("The address of a console is one of https or http, with a host.");
            }
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Console[until=" + until.map(Instant::toString).orElse("unknown") + "]";
        }
    }
}
