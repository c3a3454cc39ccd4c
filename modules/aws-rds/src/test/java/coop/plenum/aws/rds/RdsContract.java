package coop.plenum.aws.rds;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.aws.common.test.MotoContract;
import coop.plenum.aws.ec2.Ec2Service;
import coop.plenum.testkit.ProviderDriver;
import coop.plenum.testkit.ProviderFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;

/** The provider with RDS keeps the rules of the provider API, against moto behind a gate. */
final class RdsContract extends MotoContract {
    private static List<String> subnets;
    private static String group;
    private static String database;

    /** Snapshots of an account have names of their own. */
    private static int snapshots;

    @BeforeAll
    static void prepare() throws Exception {
        try (ProviderDriver ec2 = RdsAccount.connect(moto.endpoint(), new Ec2Service())) {
            String vpc = make(ec2, Types.VPC, "net", "cidr", "10.0.0.0/16");
            // AWS tells them in no order, so they are told in one of their own
            subnets = Stream.of(
                            make(
                                    ec2,
                                    Types.SUBNET,
                                    "a",
                                    "network",
                                    vpc,
                                    "cidr",
                                    "10.0.0.0/24",
                                    "availabilityZone",
                                    "eu-west-1a"),
                            make(
                                    ec2,
                                    Types.SUBNET,
                                    "b",
                                    "network",
                                    vpc,
                                    "cidr",
                                    "10.0.1.0/24",
                                    "availabilityZone",
                                    "eu-west-1b"))
                    .sorted()
                    .toList();
        }
        try (ProviderDriver rds = RdsAccount.connect(moto.endpoint())) {
            group = make(rds, Types.DATABASE_SUBNET_GROUP, "base", "subnets", subnets);
            database = make(
                    rds,
                    Types.DATABASE,
                    "base",
                    "engine",
                    "postgres",
                    "instanceClass",
                    "db.t4g.micro",
                    "size",
                    20,
                    "adminUser",
                    "chief");
            // the kit stops the first ones, of which no snapshot is made then
            for (String name : List.of("second", "third")) {
                make(
                        rds,
                        Types.DATABASE,
                        name,
                        "engine",
                        "postgres",
                        "instanceClass",
                        "db.t4g.micro",
                        "size",
                        20,
                        "adminUser",
                        "chief");
            }
            for (String name : List.of("one", "two")) {
                make(rds, Types.DATABASE_SNAPSHOT, name, "database", database);
            }
        }
    }

    @Override
    protected ProviderFactory factory() {
        return RdsAccount.factory();
    }

    @Override
    protected ProviderFixture fixture() {
        return fixture(Types.DATABASE, "eu-west-1/a-database")
                .acting(Types.DATABASE, "create-snapshot", Values.of("name", "kept-" + snapshots++))
                .creating(
                        made(
                                Types.DATABASE_SUBNET_GROUP,
                                "group",
                                Values.of("tags", Map.of("a", "b")),
                                "description",
                                "of tests",
                                "subnets",
                                subnets),
                        made(
                                Types.DATABASE_SNAPSHOT,
                                "snapshot",
                                Values.of("tags", Map.of("a", "b")),
                                "database",
                                database),
                        made(
                                Types.DATABASE,
                                "made",
                                Values.builder()
                                        .put("instanceClass", "db.t4g.small")
                                        .put("size", 30)
                                        .put("finalSnapshot", true)
                                        .build(),
                                "engine",
                                "mysql",
                                "engineVersion",
                                "8.0.36",
                                "instanceClass",
                                "db.t4g.micro",
                                "size",
                                20,
                                "adminUser",
                                "chief",
                                "databaseName",
                                "shop",
                                "subnetGroup",
                                group,
                                "backupDays",
                                3,
                                "finalSnapshot",
                                false,
                                "tags",
                                Map.of("a", "b")));
    }
}
