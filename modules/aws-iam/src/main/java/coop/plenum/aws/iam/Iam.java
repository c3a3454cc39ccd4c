package coop.plenum.aws.iam;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;

/** IAM over one connection; it is the same in all regions. Its client is made when first needed. Thread-safe. */
final class Iam {
    static final String ROLE = "aws.role";
    static final String INSTANCE_PROFILE = "aws.instance-profile";
    /** What the names of roles and profiles are made of. */
    static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    private final AwsAccount account;
    private final Caller caller;
    private @Nullable IamClient client;

    Iam(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "IAM");
    }

    private synchronized IamClient client() {
        IamClient made = client;
        if (made == null) {
            made = caller.client(IamClient.builder(), account.regions().get(0));
            client = made;
        }
        return made;
    }

    <R> R call(String what, OperationContext context, Function<IamClient, R> work)
            throws ProviderException, InterruptedException {
        return caller.call(what, context, () -> work.apply(client()));
    }

    synchronized void close() {
        IamClient made = client;
        client = null;
        if (made != null) {
            made.close();
        }
    }
}
