package coop.plenum.aws.api;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The account of one connection: where it is, who one is there, and the way to it. Thread-safe. */
@ProviderType
public interface AwsAccount {
    /** Names such as {@code eu-central-1}; at least one. The first serves where none is named, and for global services. */
    List<String> regions();

    /** Where all services are, instead of at AWS's own addresses. */
    Optional<URI> endpoint();

    /** The connection's settings, as its form has them; no secrets. */
    Values settings();

    /**
     * What to sign requests with: for the next request, and not to be kept. Those of a role are fetched and renewed when
     * needed, which is a request of its own.
     */
    AwsCredentials credentials(OperationContext context) throws ProviderException, InterruptedException;

    /** Says that AWS did not take these any more, so that the next ones are new. */
    void refused(AwsCredentials credentials);

    /**
     * Sends one request, with a permit, over TLS as the connection trusts it, and waits for the whole answer until the
     * time-out of the connection or the deadline, whichever is first. Never sends twice.
     *
     * @param whom the service, for messages
     * @throws ProviderException TRANSIENT when there was no answer, AUTHENTICATION when it is not trusted; any status of
     *     HTTP is an answer
     */
    HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context)
            throws ProviderException, InterruptedException;
}
