package coop.plenum.aws.common;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/**
 * Calls a service: makes its client, signs, and puts what goes wrong into categories and words. The client itself tries
 * nothing twice, since the platform knows better what may be. Thread-safe.
 */
public final class Caller {
    private static final String EXPIRED = "credentials-expired";

    private final AwsAccount account;
    private final String service;
    /** Held by the list whose request is under way: what one answers is read while the next is waited for. */
    private final ReentrantLock lists = new ReentrantLock(true);

    /** @param service for people, such as {@code EC2} */
    public Caller(AwsAccount account, String service) {
        this.account = account;
        this.service = service;
    }

    /** A client for one region. It has no threads and no sockets of its own, and reads no files or variables. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        builder.region(Region.of(region))
                .credentialsProvider(Caller::credentials)
                .httpClient(new AccountHttpClient(account, service, lists))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .defaultProfileName("none"));
        account.endpoint().map(URI::toString).ifPresent(url -> builder.endpointOverride(URI.create(url)));
        return builder.build();
    }

    private static software.amazon.awssdk.auth.credentials.AwsCredentials credentials() {
        AwsCredentials signer = Current.signer();
        return signer.sessionToken().isPresent()
                ? AwsSessionCredentials.create(
                        signer.accessKeyId(),
                        signer.secretAccessKey(),
                        signer.sessionToken().get())
                : AwsBasicCredentials.create(signer.accessKeyId(), signer.secretAccessKey());
    }

    /** @param what such as {@code DescribeVpcs} */
    public <R> R call(String what, OperationContext context, Supplier<R> work)
            throws ProviderException, InterruptedException {
        AwsCredentials credentials = account.credentials(context);
        try {
            return once(what, credentials, context, work);
        } catch (ProviderException e) {
            if (!e.code().equals(EXPIRED)) {
                throw e;
            }
            account.refused(credentials);
            AwsCredentials renewed = account.credentials(context);
            if (renewed.equals(credentials)) {
                throw e;
            }
            return once(what, renewed, context, work);
        }
    }

    private <R> R once(String what, AwsCredentials credentials, OperationContext context, Supplier<R> work)
            throws ProviderException, InterruptedException {
        if (context.cancelled()) {
            throw new InterruptedException("cancelled before " + what);
        }
        new Current(context, credentials).begin();
        try {
            return work.get();
        } catch (AwsServiceException e) {
            throw Faults.of(service, what, e);
        } catch (SdkException e) {
            Carried.unload(e);
            throw new ProviderException(
                    Category.INTERNAL,
                    "protocol-error",
                    service + " answered to " + what + " with something that is not understood.",
                    e);
        } catch (IllegalArgumentException e) { // what the client itself finds wrong before it sends anything
            throw new ProviderException(
                    Category.USER,
                    "request-refused",
                    service + " cannot be asked to " + what + ": " + e.getMessage(),
                    e);
        } catch (Carried e) {
            Carried.unload(e);
            throw e;
        } finally {
            Current.end();
        }
    }
}
