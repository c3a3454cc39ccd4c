package coop.plenum.aws.rds;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.CloudWatch;
import coop.plenum.aws.common.CloudWatch.Measure;
import coop.plenum.aws.common.CloudWatch.Period;
import coop.plenum.aws.common.CloudWatch.Subject;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Stage;
import coop.plenum.aws.common.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Databases, which RDS calls DB instances; those that are part of a cluster are seen, too. */
final class DatabaseHandler extends RdsHandler<DBInstance> implements TabledActions, Metrics, Validator {
    static final String RULE = "small letters, digits and single hyphens, a letter first and no hyphen last";

    private static final Pattern NAMES = Pattern.compile("(?=.{1,63}$)[a-z](?:-?[a-z0-9])*");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private static final Kind<DBInstance> KIND = Kind.placed(
                    Types.DATABASE,
                    "database",
                    List.<Attribute<DBInstance>>of(
                            Attribute.fixed("name", DBInstance::dbInstanceIdentifier),
                            Attribute.fixed("engine", DBInstance::engine),
                            Attribute.free("engineVersion", DBInstance::engineVersion),
                            Attribute.free("instanceClass", DBInstance::dbInstanceClass),
                            Attribute.free("size", DBInstance::allocatedStorage),
                            Attribute.free("storageType", DBInstance::storageType),
                            Attribute.free("iops", DBInstance::iops),
                            Attribute.<DBInstance>fixed("snapshot", DatabaseView::snapshot)
                                    .to(Types.DATABASE_SNAPSHOT),
                            Attribute.fixed("adminUser", DBInstance::masterUsername),
                            Attribute.untold(Password.FIELD),
                            Attribute.fixed("databaseName", DBInstance::dbName),
                            Attribute.free("port", DatabaseView::port),
                            Attribute.<DBInstance>fixed("subnetGroup", DatabaseView::subnetGroup)
                                    .to(Types.DATABASE_SUBNET_GROUP),
                            Attribute.<DBInstance>free("securityGroups", DatabaseView::securityGroups)
                                    .to(Types.SECURITY_GROUP),
                            Attribute.fixed("availabilityZone", DBInstance::availabilityZone),
                            Attribute.free("multiAz", DBInstance::multiAZ),
                            Attribute.free("publicAccess", DBInstance::publiclyAccessible),
                            Attribute.fixed("encrypted", DBInstance::storageEncrypted),
                            Attribute.free("backupDays", DBInstance::backupRetentionPeriod),
                            Attribute.free("deletionProtection", DBInstance::deletionProtection),
                            Attribute.free("finalSnapshot", DatabaseView::endsWithSnapshot),
                            Attribute.free("tags", database -> ofPeople(tagMap(database.tagList()))),
                            Attribute.told("status", DatabaseView::status),
                            Attribute.told("address", DatabaseView::address),
                            Attribute.<DBInstance>told("network", DatabaseView::vpc)
                                    .to(Types.VPC),
                            Attribute.told("adminSecret", DatabaseView::managedSecret),
                            Attribute.told("cluster", DBInstance::dbClusterIdentifier),
                            Attribute.told("replicaOf", DBInstance::readReplicaSourceDBInstanceIdentifier),
                            Attribute.told("createdAt", DBInstance::instanceCreateTime)))
            .traits("database.instance");

    private static final List<Measure> MEASURES = List.of(
            Measure.average("cpu", "Processor", "%", "CPUUtilization"),
            Measure.average("connections", "Connections", "", "DatabaseConnections"),
            Measure.average("free-storage", "Free storage", "By", "FreeStorageSpace"),
            Measure.average("free-memory", "Free memory", "By", "FreeableMemory"),
            Measure.average("disk-read", "Read", "By/s", "ReadThroughput"),
            Measure.average("disk-write", "Written", "By/s", "WriteThroughput"));

    private final DatabaseChange changing;
    private final CloudWatch cloudWatch;
    private final DatabaseActions actions;

    DatabaseHandler(Rds rds) {
        super(rds, KIND, NAMES, RULE + ", 63 at most");
        this.changing = new DatabaseChange(rds);
        this.cloudWatch = new CloudWatch(rds.account());
        this.actions = new DatabaseActions(rds, this::require, this::changed);
    }

    @Override
    protected Batch<DBInstance> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = rds.call(
                region,
                "DescribeDBInstances",
                context,
                client -> client.describeDBInstances(request ->
                        request.marker(after.isEmpty() ? null : after).maxRecords(Rds.page(max))));
        return Batch.of(answer.dbInstances(), answer.marker());
    }

    @Override
    List<DBInstance> named(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return rds.call(
                        region,
                        "DescribeDBInstances",
                        context,
                        client -> client.describeDBInstances(request -> request.dbInstanceIdentifier(name)))
                .dbInstances();
    }

    @Override
    protected String id(DBInstance database) {
        return database.dbInstanceIdentifier();
    }

    @Override
    String arn(DBInstance database) {
        return database.dbInstanceArn();
    }

    @Override
    protected Map<String, String> tags(DBInstance database) {
        return tagMap(database.tagList());
    }

    @Override
    protected Progress progress(DBInstance database) {
        return DatabaseView.progress(database);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        return change.kind() == Change.Kind.CREATE
                ? new DatabaseRules(change.after()).broken(wrongName(DatabaseRules.name(change)))
                : List.of();
    }

    @Override
    protected Map<String, String> remembered(Wanted wanted) throws ProviderException {
        Map<String, String> tags = new LinkedHashMap<>();
        String snapshot = wanted.id("snapshot");
        if (snapshot != null) {
            tags.put(DatabaseView.SNAPSHOT, snapshot);
        }
        if (Boolean.FALSE.equals(wanted.flag("finalSnapshot"))) {
            tags.put(DatabaseView.FINAL_SNAPSHOT, DatabaseView.NO);
        }
        return tags;
    }

    @Override
    void make(String region, String name, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        new NewDatabase(rds, region, wanted, tagSet(newTags(mark, wanted))).make(context);
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, DBInstance now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("finalSnapshot")) {
            if (Boolean.FALSE.equals(amendment.wanted().flag("finalSnapshot"))) {
                tag(place, Map.of(DatabaseView.FINAL_SNAPSHOT, DatabaseView.NO), Set.of(), context);
            } else {
                tag(place, Map.of(), Set.of(DatabaseView.FINAL_SNAPSHOT), context);
            }
        }
        return changing.begin(place, amendment, context);
    }

    @Override
    protected Step resumedOwn(Stage stage, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(ref);
        Optional<Step> further = changing.goOn(require(place, context), stage);
        return further.isPresent() ? further.get() : changed(place, context);
    }

    @Override
    protected void erase(Place place, DBInstance there, OperationContext context)
            throws ProviderException, InterruptedException {
        if (DatabaseView.status(there).equals("deleting")) {
            return;
        }
        boolean keep = DatabaseView.endsWithSnapshot(there) && DatabaseView.canBeKept(there);
        String last = place.id() + "-final-" + STAMP.format(Instant.now());
        if (keep) {
            context.progress(0, "What the database holds is kept in the snapshot " + last + ".");
        }
        rds.call(
                place.region(),
                "DeleteDBInstance",
                context,
                client -> client.deleteDBInstance(request -> request.dbInstanceIdentifier(place.id())
                        .skipFinalSnapshot(!keep)
                        .finalDBSnapshotIdentifier(keep ? last : null)));
    }

    @Override
    public List<Metric> metrics() {
        return MEASURES.stream().map(Measure::metric).toList();
    }

    @Override
    public List<Series> measure(ResourceRef ref, Instant from, Instant to, Duration step, OperationContext context)
            throws ProviderException, InterruptedException {
        Place place = requirePlace(ref);
        return cloudWatch.measure(
                new Subject(place.region(), "AWS/RDS", "DBInstanceIdentifier", place.id()),
                MEASURES,
                new Period(from, to, step),
                context);
    }

    @Override
    public ActionTable actionTable() {
        return actions.table();
    }
}
