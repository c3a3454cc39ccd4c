package coop.plenum.aws.route53;

import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.test.ServiceDocumentation;
import java.util.List;

class Route53DocumentationTest extends ServiceDocumentation {
    Route53DocumentationTest() {
        super(new Route53Service(), new AwsProviderFactory(List.of(new Route53Service())));
    }
}
