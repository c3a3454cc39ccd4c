package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2 over one connection: a client for each region, made when first needed. Thread-safe. */
final class Ec2 {
    private final AwsAccount account;
    private final Caller caller;
    private final Map<String, Ec2Client> clients = new HashMap<>();

    Ec2(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "EC2");
    }

    AwsAccount account() {
        return account;
    }

    private Ec2Client client(String region) {
        synchronized (clients) {
            return clients.computeIfAbsent(region, name -> caller.client(Ec2Client.builder(), name));
        }
    }

    /** @param what such as {@code DescribeVpcs} */
    <R> R call(String region, String what, OperationContext context, Function<Ec2Client, R> work)
            throws ProviderException, InterruptedException {
        Ec2Client client = client(region);
        return caller.call(what, context, () -> work.apply(client));
    }

    void close() {
        List<Ec2Client> all;
        synchronized (clients) {
            all = new ArrayList<>(clients.values());
            clients.clear();
        }
        all.forEach(Ec2Client::close);
    }
}
