package coop.plenum.api.provider;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link Provider} also implements when its remote system can say by itself that something has happened: push instead
 * of poll. The remote system posts to {@link ConnectionContext#events}, where nobody has to sign in.
 *
 * <p>So what is posted is a hint where to look, and never a fact: the platform looks at what is named and takes in what it
 * sees there. Syncs go on as before and find what no event has told.
 */
@ConsumerType
public interface EventSource {
    /**
     * Reads what was posted. Contacts nobody, trusts nothing, and answers fast.
     *
     * @param body as it came, at most {@value #LARGEST} bytes
     * @return where to look; empty unless the body proves that it comes from a remote system of this connection, by a secret
     *     that was given to that system alone
     */
    Optional<List<Notice>> read(byte[] body);

    /** Larger bodies are refused before they are read. */
    int LARGEST = 256 * 1024;

    /**
     * That something may have changed.
     *
     * @param contentType of the resource
     * @param externalId of the resource; one that is not known is passed over
     * @param words what the remote system says of it, for people, in a line without control characters
     */
    record Notice(String contentType, String externalId, String words) {}
}
