package coop.plenum.baremetal.bmc;

import coop.plenum.api.provider.ProviderException;
import java.util.Optional;

/**
 * A management controller. Thread-safe. Every method contacts it, ends by the context's deadline and waits for a single
 * answer no longer than the connection's time-out.
 *
 * <p>Systems are named as in {@link Machine#system}; empty for the only one.
 */
public interface Bmc extends AutoCloseable {
    BmcAddress address();

    /** Logs in and out again: is it there, are the credentials good? Never modifies. */
    String greet(Patience patience) throws ProviderException, InterruptedException;

    Inventory inventory(Patience patience) throws ProviderException, InterruptedException;

    PowerState power(String system, Patience patience) throws ProviderException, InterruptedException;

    /**
     * Gives the command and returns before it has taken effect.
     *
     * @return the task that carries it out, to be asked for by {@link #finished}
     * @throws ProviderException {@code power-command-unsupported} when the controller does not know it,
     *     {@code machine-is-off} when it needs a running machine
     */
    Optional<String> power(String system, PowerCommand command, Patience patience)
            throws ProviderException, InterruptedException;

    /** @throws ProviderException {@code task-failed} */
    boolean finished(String task, Patience patience) throws ProviderException, InterruptedException;

    void boot(String system, BootOverride override, Patience patience) throws ProviderException, InterruptedException;

    /**
     * Lights or puts out the identify light.
     *
     * @param seconds 0 puts it out
     * @return whether the controller puts it out by itself after that time
     */
    boolean identify(String system, int seconds, Patience patience) throws ProviderException, InterruptedException;

    /**
     * An ability that not every protocol has: {@link BootOrder}, {@link BiosSettings}, {@link VirtualMedia}, {@link
     * FirmwareUpdate}, {@link EventLogClearing}, {@link EventSubscriptions}.
     *
     * @throws ProviderException {@code ability-missing}
     */
    <T> T ability(Class<T> kind, Patience patience) throws ProviderException, InterruptedException;

    /** Ends the session, if one is kept; never throws. */
    @Override
    void close();
}
