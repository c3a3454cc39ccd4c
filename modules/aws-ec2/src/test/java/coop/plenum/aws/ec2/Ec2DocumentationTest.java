package coop.plenum.aws.ec2;

import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.ServiceDocumentation;
import java.util.List;

class Ec2DocumentationTest extends ServiceDocumentation {
    Ec2DocumentationTest() {
        super(new Ec2Service(), new AwsProviderFactory(List.of(new Ec2Service())));
    }
}
