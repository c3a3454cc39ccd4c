package coop.plenum.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.KeptSecrets;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.ProviderDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** What RDS does and moto does not, told by a hand-written server in the forms of the published API. */
class RdsWireTest {
    private static final String PASSWORD = "correct-horse-battery";
    private final UUID item = UUID.randomUUID();
    private final KeptSecrets secrets = new KeptSecrets(Map.of("secret:1", PASSWORD, "secret:short", "abc"));
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(RdsClient.class);
        driver = RdsAccount.connect(aws.endpoint());
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private static String database(String status) {
        return database(status, "db.t4g.micro", "");
    }

    private static String database(String status, String instanceClass, String more) {
        return "<DBInstance><DBInstanceIdentifier>shop</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:shop</DBInstanceArn>"
                + "<DBInstanceStatus>" + status + "</DBInstanceStatus><Engine>postgres</Engine><DBInstanceClass>"
                + instanceClass + "</DBInstanceClass>" + more + "</DBInstance>";
    }

    private Wire described(String... databases) {
        return aws.on(
                "DescribeDBInstances",
                "<DescribeDBInstancesResult><DBInstances>" + String.join("", databases)
                        + "</DBInstances></DescribeDBInstancesResult>");
    }

    private Wire unknown() {
        return aws.refuse("DescribeDBInstances", 404, "DBInstanceNotFound");
    }

    private Wire answered(String action, String status) {
        return aws.on(action, "<" + action + "Result>" + database(status) + "</" + action + "Result>");
    }

    private static Values wanted() {
        return Values.builder()
                .put("name", "shop")
                .put("engine", "postgres")
                .put("instanceClass", "db.t4g.micro")
                .put("size", 20)
                .put("adminUser", "chief")
                .put("adminPassword", "secret:1")
                .build();
    }

    private Step apply(
            Change.Kind kind, Optional<String> externalId, Values before, Values after, Optional<String> token)
            throws Exception {
        return driver.handler(Types.DATABASE)
                .apply(
                        new Change(kind, new ResourceRef(item, externalId, "shop", after), before, after, token),
                        secrets.keyed("k"));
    }

    private Step create(Optional<String> token) throws Exception {
        return apply(Change.Kind.CREATE, Optional.empty(), Values.empty(), wanted(), token);
    }

    private Step update(Values before, Values after, Optional<String> token) throws Exception {
        return apply(Change.Kind.UPDATE, Optional.of("eu-west-1/shop"), before, after, token);
    }

    private static Optional<String> token(Step step) {
        assertThat(step).isInstanceOf(Step.Pending.class);
        return Optional.of(((Step.Pending) step).resumeToken());
    }

    private static String message(Step step) {
        return ((Step.Pending) step).message();
    }

    private static ProviderException failure(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    @Test
    void aNewDatabaseIsWaitedForWhileItIsUnknownBeingCreatedAndBackedUp() throws Exception {
        unknown();
        answered("CreateDBInstance", "creating");
        unknown();
        described(database("creating"));
        described(database("backing-up"));
        described(database("available"));

        Step step = create(Optional.empty());
        assertThat(message(step)).contains("does not know the new database");
        step = create(token(step));
        assertThat(message(step)).contains("creating");
        step = create(token(step));
        assertThat(message(step)).contains("backing-up");

        assertThat(ProviderDriver.done(create(token(step))).externalId()).isEqualTo("eu-west-1/shop");
        assertThat(aws.asked("CreateDBInstance")).hasSize(1);
    }

    @Test
    void thePasswordGoesIntoTheRequestAndNowhereElse() throws Exception {
        unknown();
        aws.refuse("CreateDBInstance", 400, "InvalidParameterValue");

        ProviderException failure = failure(create(Optional.empty()));
        assertThat(aws.asked("CreateDBInstance").get(0))
                .containsEntry("MasterUserPassword", PASSWORD)
                .doesNotContainKey("ManageMasterUserPassword")
                .containsEntry("PubliclyAccessible", "false");
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack, true));
        assertThat(stack.toString()).doesNotContain(PASSWORD);
        assertThat(secrets.open()).isZero();
    }

    @Test
    void aPasswordThatRdsDoesNotTakeIsRefusedBeforeItIsAsked() throws Exception {
        unknown();
        Step step = apply(
                Change.Kind.CREATE,
                Optional.empty(),
                Values.empty(),
                wanted().merge(Values.of("adminPassword", "secret:short")),
                Optional.empty());

        assertThat(failure(step).field()).contains("adminPassword");
        assertThat(failure(step)).hasMessageContaining("8 characters").hasMessageNotContaining("abc");
        assertThat(aws.asked("CreateDBInstance")).isEmpty();
        assertThat(secrets.open()).isZero();
    }

    @Test
    void whatSomebodyElseHasUnderTheNameIsNotTaken() throws Exception {
        described(database("available"));
        aws.refuse("CreateDBInstance", 400, "DBInstanceAlreadyExists");

        assertThat(failure(create(Optional.empty())).category()).isEqualTo(Category.CONFLICT);
    }

    @Test
    void aCreateWhoseAnswerWasLostIsFoundByItsMark() throws Exception {
        unknown();
        aws.hangUp("CreateDBInstance");
        assertThat(failure(create(Optional.empty())).category()).isEqualTo(Category.TRANSIENT);
        Map<String, String> request = aws.asked("CreateDBInstance").get(0);
        String key = request.get("Tags.Tag.1.Key").equals("plenum:key")
                ? request.get("Tags.Tag.1.Value")
                : request.get("Tags.Tag.2.Value");

        aws.forget("DescribeDBInstances");
        String marked = "<TagList><Tag><Key>plenum:key</Key><Value>" + key + "</Value></Tag></TagList>";
        described(database("available", "db.t4g.micro", marked));
        assertThat(ProviderDriver.done(create(Optional.empty())).externalId()).isEqualTo("eu-west-1/shop");
        assertThat(aws.asked("CreateDBInstance")).hasSize(1);
    }

    @Test
    void aDatabaseThatRdsCannotMakeFails() throws Exception {
        unknown();
        answered("CreateDBInstance", "creating");
        described(database("incompatible-network"));

        assertThat(failure(create(Optional.empty())).code()).isEqualTo("resource-in-error");
    }

    @Test
    void aChangeIsOverOnceNothingIsPendingThoughRdsSaysAvailableAllTheTime() throws Exception {
        String pending =
                "<PendingModifiedValues><DBInstanceClass>db.t4g.small</DBInstanceClass></PendingModifiedValues>";
        Values now = Values.of("instanceClass", "db.t4g.micro");
        described(database("available"));
        answered("ModifyDBInstance", "available");
        described(database("available", "db.t4g.micro", pending));
        described(database("modifying", "db.t4g.micro", pending));
        described(database("available", "db.t4g.small", ""));

        Step step = update(now, Values.of("instanceClass", "db.t4g.small"), Optional.empty());
        step = update(now, Values.of("instanceClass", "db.t4g.small"), token(step));
        assertThat(message(step)).contains("not begun");
        step = update(now, Values.of("instanceClass", "db.t4g.small"), token(step));
        assertThat(message(step)).contains("modifying");
        ResourceState state = ProviderDriver.done(update(now, Values.of("instanceClass", "db.t4g.small"), token(step)));

        assertThat(state.values().text("instanceClass")).contains("db.t4g.small");
        assertThat(aws.asked("ModifyDBInstance"))
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("ApplyImmediately", "true")
                        .containsEntry("DBInstanceClass", "db.t4g.small")
                        .doesNotContainKeys("MasterUserPassword", "AllocatedStorage", "EngineVersion"));
    }

    @Test
    void anotherPasswordIsSetAndTheSameOneIsNot() throws Exception {
        described(database("available"));
        answered("ModifyDBInstance", "available");
        Values old = Values.of("adminPassword", "secret:0");
        Values same = Values.of("adminPassword", "secret:1");

        assertThat(update(same, same, Optional.empty())).isInstanceOf(Step.Done.class);
        assertThat(aws.asked("ModifyDBInstance")).isEmpty();
        update(old, same, Optional.empty());
        assertThat(aws.asked("ModifyDBInstance").get(0)).containsEntry("MasterUserPassword", PASSWORD);
        update(old, Values.empty(), Optional.empty());
        assertThat(aws.asked("ModifyDBInstance").get(1))
                .containsEntry("ManageMasterUserPassword", "true")
                .doesNotContainKey("MasterUserPassword");
        assertThat(secrets.open()).isZero();
    }

    @Test
    void aDeletionLastsUntilRdsDoesNotKnowTheDatabaseAndIsAskedForOnce() throws Exception {
        described(database("available"));
        answered("DeleteDBInstance", "deleting");
        described(database("deleting"));
        unknown();

        Step step = apply(
                Change.Kind.DELETE, Optional.of("eu-west-1/shop"), Values.empty(), Values.empty(), Optional.empty());
        assertThat(apply(
                        Change.Kind.DELETE, Optional.of("eu-west-1/shop"), Values.empty(), Values.empty(), token(step)))
                .isEqualTo(Step.done());
        assertThat(aws.asked("DeleteDBInstance"))
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("SkipFinalSnapshot", "false")
                        .hasEntrySatisfying(
                                "FinalDBSnapshotIdentifier",
                                name -> assertThat(name).startsWith("shop-final-")));
    }

    @Test
    void whatIsBrokenIsDeletedWithoutALastSnapshotSinceRdsMakesNone() throws Exception {
        described(database("failed"));
        answered("DeleteDBInstance", "deleting");

        apply(Change.Kind.DELETE, Optional.of("eu-west-1/shop"), Values.empty(), Values.empty(), Optional.empty());
        assertThat(aws.asked("DeleteDBInstance").get(0))
                .containsEntry("SkipFinalSnapshot", "true")
                .doesNotContainKey("FinalDBSnapshotIdentifier");
    }

    @Test
    void pagesAreAskedForInSizesThatRdsTakesAndGoOnAtTheMarker() throws Exception {
        String page = "<DescribeDBInstancesResult><DBInstances>" + database("available") + "</DBInstances>%s"
                + "</DescribeDBInstancesResult>";
        aws.on("DescribeDBInstances", page.formatted("<Marker>a/+=:b</Marker>"))
                .on("DescribeDBInstances", page.formatted(""));

        assertThat(driver.discover(Types.DATABASE, 1)).hasSize(2);
        assertThat(aws.asked("DescribeDBInstances").stream().map(request -> request.get("Marker")))
                .containsExactly(null, "a/+=:b");
        assertThat(aws.asked("DescribeDBInstances").get(0)).containsEntry("MaxRecords", "20");
    }

    @Test
    void theSubnetsOfAGroupAreSentWithEachChangeOfIt() throws Exception {
        String group = "<DBSubnetGroup><DBSubnetGroupName>group</DBSubnetGroupName><DBSubnetGroupArn>arn:aws:rds:g"
                + "</DBSubnetGroupArn><DBSubnetGroupDescription>old</DBSubnetGroupDescription><Subnets><Subnet>"
                + "<SubnetIdentifier>subnet-1</SubnetIdentifier></Subnet></Subnets></DBSubnetGroup>";
        aws.on(
                        "DescribeDBSubnetGroups",
                        "<DescribeDBSubnetGroupsResult><DBSubnetGroups>" + group
                                + "</DBSubnetGroups></DescribeDBSubnetGroupsResult>")
                .on("ListTagsForResource", "<ListTagsForResourceResult><TagList/></ListTagsForResourceResult>")
                .on("ModifyDBSubnetGroup", "<ModifyDBSubnetGroupResult>" + group + "</ModifyDBSubnetGroupResult>");

        driver.update(
                Types.DATABASE_SUBNET_GROUP,
                driver.observe(Types.DATABASE_SUBNET_GROUP, "eu-west-1/group").orElseThrow(),
                Values.of("description", "new"));

        assertThat(aws.asked("ModifyDBSubnetGroup").get(0))
                .containsEntry("DBSubnetGroupDescription", "new")
                .containsValue("subnet-1");
    }

    @Test
    void throttlingQuotasAndCapacityAreToldApart() throws Exception {
        for (Map.Entry<String, String> expected : Map.of(
                        "ThrottlingException", "throttled",
                        "InstanceQuotaExceeded", "quota-exceeded",
                        "InsufficientDBInstanceCapacity", "no-capacity",
                        "InvalidDBInstanceState", "wrong-state",
                        "DBSubnetGroupNotFoundFault", "not-found",
                        "AccessDenied", "insufficient-privilege")
                .entrySet()) {
            unknown();
            aws.forget("CreateDBInstance");
            aws.refuse("CreateDBInstance", 400, expected.getKey());
            assertThat(failure(create(Optional.empty())).code())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
        assertThat(List.of(secrets.open())).containsExactly(0);
    }

    @Test
    void whatIsMeasuredOfADatabaseIsAskedForAsCloudWatchHasIt() throws Exception {
        try (Wire cloudWatch = new Wire();
                ProviderDriver measured = RdsAccount.connect(cloudWatch.endpoint())) {
            cloudWatch.on("GetMetricData", "<GetMetricDataResult><MetricDataResults/></GetMetricDataResult>");
            assertThat(((Metrics) measured.handler(Types.DATABASE))
                            .measure(
                                    new ResourceRef(item, Optional.of("eu-west-1/shop"), "shop", Values.empty()),
                                    Instant.now().minus(Duration.ofHours(1)),
                                    Instant.now(),
                                    Duration.ofMinutes(5),
                                    secrets.keyed("k")))
                    .extracting(Metrics.Series::metric)
                    .containsExactly("cpu", "connections", "free-storage", "free-memory", "disk-read", "disk-write");
            String metric = "MetricDataQueries.member.1.MetricStat.Metric.";
            assertThat(cloudWatch.asked("GetMetricData").get(0))
                    .containsEntry(metric + "Namespace", "AWS/RDS")
                    .containsEntry(metric + "Dimensions.member.1.Name", "DBInstanceIdentifier")
                    .containsEntry(metric + "Dimensions.member.1.Value", "shop");
        }
    }
}
