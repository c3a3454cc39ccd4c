package coop.plenum.aws.account;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An account, be it another one, as a role in it sees it. The role's credentials are renewed before they expire. Thread-safe. */
public final class RoleAccount implements AwsAccount {
    /** Longer than any operation waits for an answer. */
    private static final Duration RESERVE = Duration.ofMinutes(6);

    private final AwsAccount user;
    private final Assumption assumption;
    private final InstantSource clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable Lent lent;

    /** Assumes the role. */
    @FunctionalInterface
    public interface Assumption {
        Lent assume(OperationContext context) throws ProviderException, InterruptedException;
    }

    /** Credentials for a while. */
    public record Lent(AwsCredentials credentials, Instant until) {}

    /** @param user who may assume the role */
    public RoleAccount(AwsAccount user, Assumption assumption, InstantSource clock) {
        this.user = user;
        this.assumption = assumption;
        this.clock = clock;
    }

    @Override
    public List<String> regions() {
        return user.regions();
    }

    @Override
    public Optional<URI> endpoint() {
        return user.endpoint();
    }

    @Override
    public Values settings() {
        return user.settings();
    }

    @Override
    public AwsCredentials credentials(OperationContext context) throws ProviderException, InterruptedException {
        Optional<AwsCredentials> good = good();
        if (good.isPresent()) {
            return good.get();
        }
        renewing.lockInterruptibly();
        try {
            good = good(); // somebody else may have been quicker
            if (good.isPresent()) {
                return good.get();
            }
            Lent renewed = assumption.assume(context);
            lent = renewed;
            return renewed.credentials();
        } finally {
            renewing.unlock();
        }
    }

    private Optional<AwsCredentials> good() {
        Lent now = lent;
        return now != null && clock.instant().plus(RESERVE).isBefore(now.until())
                ? Optional.of(now.credentials())
                : Optional.empty();
    }

    @Override
    public void refused(AwsCredentials credentials) {
        Lent now = lent;
        if (now != null && now.credentials().equals(credentials)) {
            lent = null;
        }
    }

    @Override
    public HttpResponse<byte[]> send(String whom, HttpRequest request, OperationContext context)
            throws ProviderException, InterruptedException {
        return user.send(whom, request, context);
    }
}
