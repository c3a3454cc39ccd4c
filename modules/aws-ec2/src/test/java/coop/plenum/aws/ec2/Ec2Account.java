package coop.plenum.aws.ec2;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.net.URI;
import java.util.List;

/** Connections to an account with EC2, for tests. */
final class Ec2Account {
    private Ec2Account() {}

    static AwsProviderFactory factory() {
        return new AwsProviderFactory(List.of(new Ec2Service()));
    }

    static Values settings(URI endpoint) {
        return Accounts.lasting(endpoint, List.of("eu-west-1", "us-east-1"));
    }

    static ProviderDriver connect(Values settings) throws ProviderException {
        return new ProviderDriver(factory().connect(settings, new FakeConnectionContext(Accounts.LASTING)));
    }
}
