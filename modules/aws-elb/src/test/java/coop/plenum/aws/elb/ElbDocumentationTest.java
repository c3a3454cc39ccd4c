package coop.plenum.aws.elb;

import coop.plenum.aws.common.test.ServiceDocumentation;

class ElbDocumentationTest extends ServiceDocumentation {
    ElbDocumentationTest() {
        super(new ElbService(), ElbAccount.factory());
    }
}
