package coop.plenum.infrastructure.sync;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Observation;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.provider.ResourceState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes the resources of one type into content. One resource with values that do not fit does not stop the others. */
final class Intake {
    private static final int BATCH = 1000;

    private final ContentService content;
    private final Caller engine;
    private final OperationRun run;
    private final UUID connection;
    private final UUID space;
    private final String type;

    Intake(ContentService content, Caller engine, OperationRun run, UUID connection, UUID space, String type) {
        this.content = content;
        this.engine = engine;
        this.run = run;
        this.connection = connection;
        this.space = space;
        this.type = type;
    }

    SyncTally take(List<ResourceState> states) {
        List<Observation> seen = states.stream().map(this::observation).toList();
        SyncTally tally = SyncTally.NONE;
        for (int from = 0; from < seen.size(); from += BATCH) {
            tally = tally.plus(batch(seen.subList(from, Math.min(seen.size(), from + BATCH))));
        }
        return tally;
    }

    private SyncTally batch(List<Observation> batch) {
        try {
            return SyncTally.of(content.observe(engine, connection, batch));
        } catch (PlenumException e) {
            if (e.category() != PlenumException.Category.INVALID) {
                throw e;
            }
            if (batch.size() > 1) { // halve until the ones that do not fit stand alone
                int middle = batch.size() / 2;
                return batch(batch.subList(0, middle)).plus(batch(batch.subList(middle, batch.size())));
            }
            run.log(
                    OperationRun.Level.WARNING,
                    type + " " + batch.get(0).externalId() + " is left out: " + e.getMessage() + " "
                            + e.violations().stream()
                                    .map(violation -> violation.pointer() + ": " + violation.message())
                                    .toList());
            return SyncTally.rejection();
        }
    }

    private Observation observation(ResourceState state) {
        return new Observation(
                Optional.empty(), type, state.externalId(), space, state.title(), state.labels(), state.values());
    }
}
