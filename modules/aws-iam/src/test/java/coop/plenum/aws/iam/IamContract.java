package coop.plenum.aws.iam;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The provider with IAM keeps the rules of the provider API, against moto behind a gate. */
final class IamContract extends MotoContract {
    private static final Map<String, Object> TRUST = Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(Map.of(
                    "Effect", "Allow",
                    "Principal", Map.of("Service", "ec2.amazonaws.com"),
                    "Action", "sts:AssumeRole")));

    private static String role;
    private static String other;

    @BeforeAll
    static void prepare() throws Exception {
        try (ProviderDriver driver = new ProviderDriver(new AwsProviderFactory(List.of(new IamService()))
                .connect(
                        Accounts.lasting(moto.endpoint(), List.of("eu-west-1")),
                        new FakeConnectionContext(Accounts.LASTING)))) {
            role = make(driver, Iam.ROLE, "base", "trustPolicy", TRUST);
            other = make(driver, Iam.ROLE, "other", "trustPolicy", TRUST);
        }
    }

    @Override
    protected ProviderFactory factory() {
        return new AwsProviderFactory(List.of(new IamService()));
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(Iam.ROLE, "a-role")
                .creating(
                        made(
                                Iam.ROLE,
                                "made",
                                Values.of("description", "changed"),
                                "trustPolicy",
                                TRUST,
                                "tags",
                                Map.of("a", "b")),
                        made(Iam.INSTANCE_PROFILE, "profile", Values.of("role", other), "role", role));
    }
}
