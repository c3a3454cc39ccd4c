package coop.plenum.aws.rds;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.aws.common.test.Rights;
import coop.plenum.testkit.ProviderDriver;
import org.junit.jupiter.api.Test;

/** The documents of rights are enough. */
class RdsRightsTest {
    @Test
    void withBothDocumentsEverythingIsListedAndThingsAreMadeAndDeleted() throws Exception {
        try (Rights rights = Rights.of(RdsAccount.factory(), true).listAll()) {
            ProviderDriver driver = rights.driver();
            ResourceState database = driver.create(
                    Types.DATABASE,
                    "shop",
                    Values.builder()
                            .put("engine", "postgres")
                            .put("instanceClass", "db.t4g.micro")
                            .put("size", 20)
                            .put("adminUser", "chief")
                            .put("finalSnapshot", false)
                            .build());
            driver.create(
                    Types.DATABASE_SNAPSHOT,
                    "one",
                    Values.of("database", ProviderDriver.reference(Types.DATABASE, database)));
            rights.listAll();
            driver.delete(Types.DATABASE, database);
        }
    }
}
