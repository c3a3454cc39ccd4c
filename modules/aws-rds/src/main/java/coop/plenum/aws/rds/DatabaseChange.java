package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.AwsHandler.Amendment;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Stage;
import coop.plenum.aws.common.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/**
 * Changes a database at once, and not in its next maintenance window. RDS goes on saying "available" for a while before it
 * begins; until then the change is among the values that are pending.
 */
final class DatabaseChange {
    private static final String MODIFYING = "modifying";
    private static final List<String> FIELDS = List.of(
            "instanceClass",
            "engineVersion",
            "size",
            "storageType",
            "iops",
            "port",
            "securityGroups",
            "multiAz",
            "publicAccess",
            "backupDays",
            "deletionProtection");
    /** What is pending longer is for the maintenance window, as somebody else has asked for. */
    private static final Duration BEGINNING = Duration.ofMinutes(5);

    private final Rds rds;

    DatabaseChange(Rds rds) {
        this.rds = rds;
    }

    /** Empty when nothing is to be changed. */
    Optional<Step> begin(Place place, Amendment amendment, OperationContext context)
            throws ProviderException, InterruptedException {
        boolean password = amendment.wantsOther(Password.FIELD);
        if (!password && FIELDS.stream().noneMatch(amendment::changes)) {
            return Optional.empty();
        }
        String reference = password ? amendment.wanted().text(Password.FIELD) : null;
        return Optional.of(Password.lend(reference, context, secret -> {
            ModifyDbInstanceRequest request = request(place, amendment, password, secret);
            rds.call(place.region(), "ModifyDBInstance", context, client -> client.modifyDBInstance(request));
            return Stage.of(MODIFYING, place.externalId()).pending("RDS has been told.");
        }));
    }

    /** @param password whether it is to be another; AWS makes one itself where there is no secret */
    private static ModifyDbInstanceRequest request(
            Place place, Amendment amendment, boolean password, @Nullable String secret) throws ProviderException {
        Wanted wanted = amendment.wanted();
        ModifyDbInstanceRequest.Builder request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(place.id())
                .applyImmediately(true)
                .masterUserPassword(secret)
                .manageMasterUserPassword(password ? secret == null : null);
        if (amendment.changes("engineVersion")) {
            // whoever has planned another version has seen which
            request.engineVersion(wanted.text("engineVersion")).allowMajorVersionUpgrade(true);
        }
        if (amendment.changes("size") || amendment.changes("iops") || amendment.changes("storageType")) {
            // RDS takes some of them only together
            request.allocatedStorage(wanted.number("size"))
                    .iops(wanted.number("iops"))
                    .storageType(wanted.text("storageType"));
        }
        if (amendment.changes("securityGroups")) {
            List<String> groups = wanted.ids("securityGroups");
            request.vpcSecurityGroupIds(groups.isEmpty() ? null : groups); // none is not possible
        }
        return request.dbInstanceClass(amendment.changes("instanceClass") ? wanted.text("instanceClass") : null)
                .dbPortNumber(amendment.changes("port") ? wanted.number("port") : null)
                .multiAZ(amendment.changes("multiAz") ? wanted.flag("multiAz") : null)
                .publiclyAccessible(amendment.changes("publicAccess") ? wanted.flag("publicAccess") : null)
                .backupRetentionPeriod(amendment.changes("backupDays") ? wanted.number("backupDays") : null)
                .deletionProtection(amendment.changes("deletionProtection") ? wanted.flag("deletionProtection") : null)
                .build();
    }

    /** Empty when the new values hold. */
    Optional<Step> goOn(DBInstance now, Stage stage) throws ProviderException {
        if (!stage.is(MODIFYING)) {
            throw Stage.foreign();
        }
        if (DatabaseView.progress(now) instanceof Progress.Busy busy) {
            return Optional.of(stage.pending(busy.message()));
        }
        return DatabaseView.hasPending(now) && !stage.isOlderThan(BEGINNING)
                ? Optional.of(stage.pending("RDS has not begun with the change yet."))
                : Optional.empty();
    }
}
