package coop.plenum.aws.elb;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.util.List;

/** Connections to an account with ELB, for tests. */
final class ElbAccount {
    private ElbAccount() {}

    static AwsProviderFactory factory() {
        return new AwsProviderFactory(List.of(new ElbService()));
    }

    static ProviderDriver connect(URI endpoint, AwsService... services) throws ProviderException {
        return new ProviderDriver(new AwsProviderFactory(List.of(services))
                .connect(
                        Accounts.lasting(endpoint, List.of("eu-west-1")), new FakeConnectionContext(Accounts.LASTING)));
    }
}
