package coop.plenum.api.provider;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link Provider} also implements when its connection's secrets can be replaced without ever losing access. The
 * platform drives it, through kills and restarts, in this order:
 *
 * <ol>
 *   <li>{@link #generate}; what it makes is stored as {@link ConnectionContext#pending} before anything remote happens.
 *   <li>{@link #introduce}, until it has come to all places or somebody decides that those left have to wait.
 *   <li>The connection changes over: what was pending is its secret now, what it used is {@link ConnectionContext#previous},
 *       and the provider is opened anew.
 *   <li>{@link #withdraw}, until no place is left; then the previous secret is deleted.
 * </ol>
 *
 * Each step may be called again at any time, and brings about nothing new where it was done already. While there is a
 * previous secret, the provider must also get along with places that know only that one. Which secrets can be replaced is
 * said by {@link ProviderDescription#rotatable}, so that it is known without opening a connection.
 */
@ConsumerType
public interface CredentialRotation {
    /**
     * Makes new secrets by field of the connection form. Contacts nobody.
     *
     * @return for the caller to wipe
     * @throws ProviderException UNSUPPORTED when the secrets of this connection cannot be replaced, with the reason
     */
    Map<String, char[]> generate() throws ProviderException, InterruptedException;

    /** Has every place accept the pending secrets beside those in use, and proves that it does. */
    Rollout introduce(OperationContext context) throws ProviderException, InterruptedException;

    /** Has every place that accepts the present secrets forget the previous ones; brings the others up first. */
    Rollout withdraw(OperationContext context) throws ProviderException, InterruptedException;

    /**
     * How far it has come.
     *
     * @param done the places where it is done, by name
     * @param failures why not, by the name of the place
     */
    record Rollout(List<String> done, Map<String, ProviderException> failures) {
        public Rollout {
            done = List.copyOf(done);
            failures = Map.copyOf(failures);
        }

        public boolean complete() {
            return failures.isEmpty();
        }
    }
}
