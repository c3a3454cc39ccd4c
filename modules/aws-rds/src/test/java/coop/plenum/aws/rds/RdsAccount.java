package coop.plenum.aws.rds;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.api.AwsService;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.util.List;

/** Connections to an account with RDS, for tests. */
final class RdsAccount {
    private RdsAccount() {}

    static AwsProviderFactory factory() {
        return new AwsProviderFactory(List.of(new RdsService()));
    }

    static ProviderDriver connect(URI endpoint, AwsService... others) throws ProviderException {
        AwsProviderFactory factory = others.length == 0 ? factory() : new AwsProviderFactory(List.of(others));
        return new ProviderDriver(factory.connect(
                Accounts.lasting(endpoint, List.of("eu-west-1")), new FakeConnectionContext(Accounts.LASTING)));
    }
}
