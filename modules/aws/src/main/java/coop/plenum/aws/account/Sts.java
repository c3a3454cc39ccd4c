package coop.plenum.aws.account;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.api.AwsCredentials;
import coop.plenum.aws.common.Caller;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS's Security Token Service, in the account's first region. Its client is made when first needed. Thread-safe. */
public final class Sts {
    private static final String SESSION = "plenum";
    /** What a role allows unless its owner has said otherwise. */
    private static final int SECONDS = 3600;

    private static final Set<String> REFUSALS = Set.of("insufficient-privilege", "not-found", "request-refused");

    private final AwsAccount account;
    private final Caller caller;
    private @Nullable StsClient client;

    public Sts(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "STS");
    }

    private synchronized StsClient client() {
        StsClient made = client;
        if (made == null) {
            made = caller.client(StsClient.builder(), account.regions().get(0));
            client = made;
        }
        return made;
    }

    /** Who one is. */
    public record Identity(String account, String arn) {}

    public Identity identity(OperationContext context) throws ProviderException, InterruptedException {
        GetCallerIdentityResponse answer =
                caller.call("GetCallerIdentity", context, () -> client().getCallerIdentity());
        return new Identity(answer.account(), answer.arn());
    }

    RoleAccount.Lent assume(Settings.Role role, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            Credentials lent = caller.call(
                            "AssumeRole",
                            context,
                            () -> client().assumeRole(request -> request.roleArn(role.arn())
                                    .externalId(role.externalId().orElse(null))
                                    .roleSessionName(SESSION)
                                    .durationSeconds(SECONDS)))
                    .credentials();
            return new RoleAccount.Lent(
                    new AwsCredentials(
                            lent.accessKeyId(), lent.secretAccessKey(), Optional.ofNullable(lent.sessionToken())),
                    lent.expiration());
        } catch (ProviderException e) {
            if (!REFUSALS.contains(e.code())) {
                throw e;
            }
            throw new ProviderException(
                    Category.AUTHENTICATION,
                    "role-refused",
                    "The role cannot be assumed: its trust policy must name this user, with the same external id if it asks"
                            + " for one, and the user's policy must allow sts:AssumeRole. " + e.getMessage(),
                    "roleArn",
                    null,
                    e);
        }
    }

    /** The account as the settings want it seen. */
    public static AwsAccount as(Settings settings, AwsAccount user) {
        if (settings.role().isEmpty()) {
            return user;
        }
        Settings.Role role = settings.role().get();
        Sts sts = new Sts(user);
        return new RoleAccount(user, context -> sts.assume(role, context), InstantSource.system());
    }

    /** Lets go of the client. */
    public synchronized void close() {
        StsClient made = client;
        client = null;
        if (made != null) {
            made.close();
        }
    }
}
