package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes a database: an empty one, or one with what a snapshot has. Requests are never printed: one holds a password. */
final class NewDatabase {
    private final Rds rds;
    private final String region;
    private final Wanted wanted;
    private final Set<Tag> tags;

    NewDatabase(Rds rds, String region, Wanted wanted, Set<Tag> tags) {
        this.rds = rds;
        this.region = region;
        this.wanted = wanted;
        this.tags = tags;
    }

    void make(OperationContext context) throws ProviderException, InterruptedException {
        String snapshot = wanted.id("snapshot");
        if (snapshot == null) {
            if (!wanted.has("engine")) {
                throw Faults.user("engine", "A database needs an engine, or a snapshot to begin with.");
            }
            Password.lend(wanted.text(Password.FIELD), context, password -> {
                CreateDbInstanceRequest request = empty(password);
                return rds.call(region, "CreateDBInstance", context, client -> client.createDBInstance(request));
            });
        } else {
            RestoreDbInstanceFromDbSnapshotRequest request = of(snapshot);
            rds.call(
                    region,
                    "RestoreDBInstanceFromDBSnapshot",
                    context,
                    client -> client.restoreDBInstanceFromDBSnapshot(request));
        }
    }

    private CreateDbInstanceRequest empty(@Nullable String password) throws ProviderException {
        List<String> groups = wanted.ids("securityGroups");
        return CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(wanted.name())
                .engine(wanted.text("engine"))
                .engineVersion(wanted.text("engineVersion"))
                .dbInstanceClass(wanted.text("instanceClass"))
                .allocatedStorage(wanted.number("size"))
                .storageType(wanted.text("storageType"))
                .iops(wanted.number("iops"))
                .masterUsername(wanted.text("adminUser"))
                .masterUserPassword(password)
                .manageMasterUserPassword(password == null ? true : null)
                .dbName(wanted.text("databaseName"))
                .port(wanted.number("port"))
                .dbSubnetGroupName(wanted.id("subnetGroup"))
                .vpcSecurityGroupIds(groups.isEmpty() ? null : groups)
                .availabilityZone(wanted.text("availabilityZone"))
                .multiAZ(wanted.flag("multiAz"))
                // a database is not open to the public unless that was asked for
                .publiclyAccessible(Boolean.TRUE.equals(wanted.flag("publicAccess")))
                .storageEncrypted(wanted.flag("encrypted"))
                .backupRetentionPeriod(wanted.number("backupDays"))
                .deletionProtection(wanted.flag("deletionProtection"))
                .copyTagsToSnapshot(false) // or a snapshot would bear the marks of its database
                .tags(tags)
                .build();
    }

    /** What the snapshot has, such as users and size, comes from there. */
    private RestoreDbInstanceFromDbSnapshotRequest of(String snapshot) throws ProviderException {
        List<String> groups = wanted.ids("securityGroups");
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(wanted.name())
                .dbSnapshotIdentifier(snapshot)
                .dbInstanceClass(wanted.text("instanceClass"))
                .storageType(wanted.text("storageType"))
                .iops(wanted.number("iops"))
                .port(wanted.number("port"))
                .dbSubnetGroupName(wanted.id("subnetGroup"))
                .vpcSecurityGroupIds(groups.isEmpty() ? null : groups)
                .availabilityZone(wanted.text("availabilityZone"))
                .multiAZ(wanted.flag("multiAz"))
                .publiclyAccessible(Boolean.TRUE.equals(wanted.flag("publicAccess")))
                .deletionProtection(wanted.flag("deletionProtection"))
                .copyTagsToSnapshot(false)
                .tags(tags)
                .build();
    }
}
