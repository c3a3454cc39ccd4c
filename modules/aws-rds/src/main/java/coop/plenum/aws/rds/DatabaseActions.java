package coop.plenum.aws.rds;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import coop.plenum.aws.common.RegionalActions.Parameters;
import coop.plenum.aws.common.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** What can be done with a database. */
final class DatabaseActions {
    private static final String UNTIL = "until";
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Rds rds;
    private final DatabaseSnapshotHandler snapshots;
    private final Require require;
    private final Look look;
    private final RegionalActions actions = new RegionalActions("A database");

    DatabaseActions(Rds rds, Require require, Look look) {
        this.rds = rds;
        this.snapshots = new DatabaseSnapshotHandler(rds);
        this.require = require;
        this.look = look;
        add(
                new Action("start", "Start", "Switches the database on.", List.of(), false),
                alone("stopped"),
                "StartDBInstance",
                (client, id) -> client.startDBInstance(request -> request.dbInstanceIdentifier(id)),
                "available");
        add(
                new Action(
                        "stop",
                        "Stop",
                        "Switches the database off; what it holds stays. AWS starts it again after seven days.",
                        List.of(),
                        true),
                alone("available"),
                "StopDBInstance",
                (client, id) -> client.stopDBInstance(request -> request.dbInstanceIdentifier(id)),
                "stopped");
        add(
                new Action("reboot", "Reboot", "Restarts the database; connections break.", List.of(), true),
                Obstacle.unlessIn("database", Set.of("available")),
                "RebootDBInstance",
                (client, id) -> client.rebootDBInstance(request -> request.dbInstanceIdentifier(id)),
                "available");
        add(
                new Action(
                        "fail-over",
                        "Fail over",
                        "Restarts the database in its other zone; connections break.",
                        List.of(),
                        true),
                known -> known.flag("multiAz").orElse(false)
                        ? Obstacle.unlessIn("database", Set.of("available")).to(known)
                        : Optional.of("The database has no copy in another zone."),
                "RebootDBInstance",
                (client, id) -> client.rebootDBInstance(
                        request -> request.dbInstanceIdentifier(id).forceFailover(true)),
                "available");
        actions.add(
                new Action(
                        "create-snapshot",
                        "Create snapshot",
                        "Makes a snapshot of what the database has now.",
                        List.of(Field.of("name", FieldType.STRING, "Name").flags(Field.Flag.REQUIRED)),
                        false),
                alone("available"),
                this::createSnapshot);
    }

    /** Looks at a database that must be there. */
    @FunctionalInterface
    interface Require {
        DBInstance now(Place place, OperationContext context) throws ProviderException, InterruptedException;
    }

    /** Ends an action with how the database is once it has come to rest. */
    @FunctionalInterface
    interface Look {
        Step at(Place place, OperationContext context) throws ProviderException, InterruptedException;
    }

    ActionTable table() {
        return actions.table();
    }

    /** What is part of a cluster is switched and kept with the cluster. */
    private static Obstacle alone(String status) {
        return known -> known.has("cluster")
                ? Optional.of("The database is part of the cluster "
                        + known.text("cluster").orElse("") + ", with which this is done.")
                : Obstacle.unlessIn("database", Set.of(status)).to(known);
    }

    private void add(
            Action action, Obstacle obstacle, String what, BiConsumer<RdsClient, String> request, String until) {
        actions.add(
                action,
                obstacle,
                (place, parameters, context) -> {
                    rds.call(place.region(), what, context, client -> {
                        request.accept(client, place.id());
                        return place;
                    });
                    return Stage.of(UNTIL, until).pending("RDS has been told.");
                },
                this::awaited);
    }

    private Step awaited(Place place, Stage stage, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!stage.is(UNTIL)) {
            throw Stage.foreign();
        }
        String status = DatabaseView.status(require.now(place, context));
        if (status.equals(stage.rest())) {
            return look.at(place, context);
        }
        if (stage.isOlderThan(LONGEST)) {
            throw Faults.conflict(
                    "wrong-state", "The database is " + status + " and did not become " + stage.rest() + ".");
        }
        return stage.pending("The database is " + status + ".");
    }

    private Step createSnapshot(Place place, Parameters parameters, OperationContext context)
            throws ProviderException, InterruptedException {
        Mark mark = Mark.of(context.idempotencyKey(), parameters.ref().item());
        String name = parameters.values().requireText("name");
        Optional<String> wrong = snapshots.wrongName(name);
        if (wrong.isPresent()) {
            throw Faults.user("name", wrong.get());
        }
        boolean made = snapshots
                .read(new Place(place.region(), name), context)
                .filter(snapshot -> mark.isOn(snapshots.tags(snapshot)))
                .isPresent();
        if (!made) {
            // only with the key: what is made stands for no item yet
            Set<Tag> tags = RdsHandler.tagSet(Map.of(Mark.KEY, mark.key()));
            rds.call(
                    place.region(),
                    "CreateDBSnapshot",
                    context,
                    client -> client.createDBSnapshot(request -> request.dbSnapshotIdentifier(name)
                            .dbInstanceIdentifier(place.id())
                            .tags(tags)));
        }
        return look.at(place, context);
    }
}
