package coop.plenum.aws.rds;

import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** How a database looks: what RDS tells in ways of its own, and what only tags of our own can tell. */
final class DatabaseView {
    /** Tags for what RDS does not keep. */
    static final String FINAL_SNAPSHOT = "plenum:final-snapshot";

    static final String SNAPSHOT = "plenum:snapshot";
    static final String NO = "no";

    /** At rest; it may be changed. */
    private static final Set<String> RESTING =
            Set.of("available", "stopped", "storage-full", "storage-optimization", "storage-initialization");

    private static final Pattern BROKEN = Pattern.compile(
            "failed|restore-error|insufficient-capacity|inaccessible-encryption-credentials|incompatible-.+");

    private DatabaseView() {}

    static String status(DBInstance database) {
        return Optional.ofNullable(Attribute.word(database.dbInstanceStatus())).orElse("creating");
    }

    static boolean isBroken(DBInstance database) {
        return BROKEN.matcher(status(database)).matches();
    }

    static Progress progress(DBInstance database) {
        String status = status(database);
        boolean broken = isBroken(database);
        return Progress.byState(
                "database",
                status,
                broken || RESTING.contains(status) ? Set.of() : Set.of(status),
                broken ? Set.of(status) : Set.of(),
                "RDS's events of the last days say why.");
    }

    /** Whether there are changes that RDS has not begun with yet. */
    static boolean hasPending(DBInstance database) {
        return database.pendingModifiedValues() != null
                && database.pendingModifiedValues().sdkFields().stream()
                        .map(field -> field.getValueOrDefault(database.pendingModifiedValues()))
                        .anyMatch(DatabaseView::isSomething);
    }

    private static boolean isSomething(@Nullable Object value) {
        return value != null && !List.of().equals(value) && !Map.of().equals(value);
    }

    static @Nullable String address(DBInstance database) {
        return database.endpoint() == null ? null : database.endpoint().address();
    }

    static @Nullable Integer port(DBInstance database) {
        return database.endpoint() == null ? null : database.endpoint().port();
    }

    static @Nullable String subnetGroup(DBInstance database) {
        return database.dbSubnetGroup() == null
                ? null
                : database.dbSubnetGroup().dbSubnetGroupName();
    }

    static @Nullable String vpc(DBInstance database) {
        return database.dbSubnetGroup() == null
                ? null
                : database.dbSubnetGroup().vpcId();
    }

    static List<String> securityGroups(DBInstance database) {
        return database.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    static @Nullable String managedSecret(DBInstance database) {
        return Optional.ofNullable(database.masterUserSecret())
                .map(MasterUserSecret::secretArn)
                .orElse(null);
    }

    static boolean endsWithSnapshot(DBInstance database) {
        return !NO.equals(RdsHandler.tagMap(database.tagList()).get(FINAL_SNAPSHOT));
    }

    static @Nullable String snapshot(DBInstance database) {
        return RdsHandler.tagMap(database.tagList()).get(SNAPSHOT);
    }

    /** RDS keeps no last snapshot of what is broken, nor of what is a part or a copy of something else. */
    static boolean canBeKept(DBInstance database) {
        return !isBroken(database)
                && database.dbClusterIdentifier() == null
                && database.readReplicaSourceDBInstanceIdentifier() == null;
    }
}
