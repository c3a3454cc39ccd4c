package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.RdsClient;

/** RDS over one connection: a client for each region, made when first needed. Thread-safe. */
final class Rds {
    private static final int LEAST = 20;
    private static final int MOST = 100;

    private final AwsAccount account;
    private final Caller caller;
    private final Map<String, RdsClient> clients = new HashMap<>();

    Rds(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "RDS");
    }

    AwsAccount account() {
        return account;
    }

    private RdsClient client(String region) {
        synchronized (clients) {
            return clients.computeIfAbsent(region, name -> caller.client(RdsClient.builder(), name));
        }
    }

    /** @param what such as {@code DescribeDBInstances} */
    <R> R call(String region, String what, OperationContext context, Function<RdsClient, R> work)
            throws ProviderException, InterruptedException {
        RdsClient client = client(region);
        return caller.call(what, context, () -> work.apply(client));
    }

    /** As many as RDS may be asked for at once. */
    static int page(int max) {
        return Math.max(LEAST, Math.min(max, MOST));
    }

    void close() {
        List<RdsClient> all;
        synchronized (clients) {
            all = new ArrayList<>(clients.values());
            clients.clear();
        }
        all.forEach(RdsClient::close);
    }
}
