package coop.plenum.aws.route53;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.Route53Client;

/** Route 53 over one connection; it is the same in all regions. Its client is made when first needed. Thread-safe. */
final class Route53 {
    static final String ZONE = "aws.zone";
    static final String RECORD = "aws.record";
    private static final String ZONE_PATH = "/hostedzone/";

    private final AwsAccount account;
    private final Caller caller;
    private @Nullable Route53Client client;

    Route53(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "Route 53");
    }

    private synchronized Route53Client client() {
        Route53Client made = client;
        if (made == null) {
            made = caller.client(Route53Client.builder(), account.regions().get(0));
            client = made;
        }
        return made;
    }

    <R> R call(String what, OperationContext context, Function<Route53Client, R> work)
            throws ProviderException, InterruptedException {
        return caller.call(what, context, () -> work.apply(client()));
    }

    /** Without the path that stands before some. */
    static String id(String zone) {
        return zone.startsWith(ZONE_PATH) ? zone.substring(ZONE_PATH.length()) : zone;
    }

    /** As people write it: no dot at the end, and no octal numbers for what is no letter. */
    static String name(String there) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < there.length(); i++) {
            if (there.charAt(i) == '\\' && there.substring(i + 1).matches("[0-7]{3}.*")) {
                name.append((char) Integer.parseInt(there.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                name.append(there.charAt(i));
            }
        }
        return name.length() > 1 && name.charAt(name.length() - 1) == '.'
                ? name.substring(0, name.length() - 1)
                : name.toString();
    }

    synchronized void close() {
        Route53Client made = client;
        client = null;
        if (made != null) {
            made.close();
        }
    }
}
