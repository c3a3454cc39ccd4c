package coop.plenum.aws.rds;

import coop.plenum.aws.common.test.ServiceDocumentation;

class RdsDocumentationTest extends ServiceDocumentation {
    RdsDocumentationTest() {
        super(new RdsService(), RdsAccount.factory());
    }
}
