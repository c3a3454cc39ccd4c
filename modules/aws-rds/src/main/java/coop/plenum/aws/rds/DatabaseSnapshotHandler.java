package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots of databases that somebody has asked for. Those that RDS makes by itself come and go with its backups. */
final class DatabaseSnapshotHandler extends RdsHandler<DBSnapshot> {
    private static final Pattern NAMES = Pattern.compile("(?=.{1,255}$)[a-z](?:-?[a-z0-9])*");
    private static final String ASKED_FOR = "manual";

    private static final Kind<DBSnapshot> KIND = Kind.following(
                    Types.DATABASE_SNAPSHOT,
                    "database snapshot",
                    List.<Attribute<DBSnapshot>>of(
                            Attribute.fixed("name", DBSnapshot::dbSnapshotIdentifier),
                            Attribute.<DBSnapshot>fixed("database", DBSnapshot::dbInstanceIdentifier)
                                    .to(Types.DATABASE),
                            Attribute.free("tags", snapshot -> ofPeople(tagMap(snapshot.tagList()))),
                            Attribute.told("engine", DBSnapshot::engine),
                            Attribute.told("engineVersion", DBSnapshot::engineVersion),
                            Attribute.told("size", DBSnapshot::allocatedStorage),
                            Attribute.told("encrypted", DBSnapshot::encrypted),
                            Attribute.told("status", snapshot -> Attribute.word(snapshot.status())),
                            Attribute.told("createdAt", DBSnapshot::snapshotCreateTime)))
            .traits("storage.snapshot");

    DatabaseSnapshotHandler(Rds rds) {
        super(rds, KIND, NAMES, DatabaseHandler.RULE + ", 255 at most");
    }

    @Override
    protected Batch<DBSnapshot> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = rds.call(
                region,
                "DescribeDBSnapshots",
                context,
                client -> client.describeDBSnapshots(request -> request.snapshotType(ASKED_FOR)
                        .marker(after.isEmpty() ? null : after)
                        .maxRecords(Rds.page(max))));
        return Batch.of(answer.dbSnapshots(), answer.marker());
    }

    @Override
    List<DBSnapshot> named(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return rds.call(
                        region,
                        "DescribeDBSnapshots",
                        context,
                        client -> client.describeDBSnapshots(request -> request.dbSnapshotIdentifier(name)))
                .dbSnapshots();
    }

    @Override
    protected String id(DBSnapshot snapshot) {
        return snapshot.dbSnapshotIdentifier();
    }

    @Override
    String arn(DBSnapshot snapshot) {
        return snapshot.dbSnapshotArn();
    }

    @Override
    protected Map<String, String> tags(DBSnapshot snapshot) {
        return tagMap(snapshot.tagList());
    }

    @Override
    protected Progress progress(DBSnapshot snapshot) {
        return Progress.byState(
                "database snapshot",
                Optional.ofNullable(snapshot.status()).orElse("creating"),
                Set.of("creating", "copying", "deleting"),
                Set.of("failed"),
                "");
    }

    @Override
    void make(String region, String name, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        String database = wanted.id("database");
        rds.call(
                region,
                "CreateDBSnapshot",
                context,
                client -> client.createDBSnapshot(request -> request.dbSnapshotIdentifier(name)
                        .dbInstanceIdentifier(database)
                        .tags(tags)));
    }

    @Override
    protected void erase(Place place, DBSnapshot there, OperationContext context)
            throws ProviderException, InterruptedException {
        rds.call(
                place.region(),
                "DeleteDBSnapshot",
                context,
                client -> client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(place.id())));
    }
}
