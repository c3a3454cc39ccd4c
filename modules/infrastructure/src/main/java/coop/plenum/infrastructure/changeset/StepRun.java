package coop.plenum.infrastructure.changeset;

import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.OperationRun;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** One step of an operation, as if it were an operation of its own. */
final class StepRun implements OperationRun {
    private final OperationRun whole;
    private final UUID change;
    private final String key;
    private final int step;
    private final UUID item;
    private final StepStates states;
    private final Checkpoints checkpoints;

    StepRun(
            OperationRun whole,
            UUID change,
            String key,
            int step,
            UUID item,
            StepStates states,
            Checkpoints checkpoints) {
        this.whole = whole;
        this.change = change;
        this.key = key;
        this.step = step;
        this.item = item;
        this.states = states;
        this.checkpoints = checkpoints;
    }

    /**
     * The same for every attempt at this step, also by another operation: idempotency keys are made of it, and a second
     * operation must not make again what the first one made without hearing of it.
     */
    @Override
    public UUID id() {
        return UUID.nameUUIDFromBytes((change + "/" + key).getBytes(StandardCharsets.UTF_8));
    }

    String key() {
        return key;
    }

    @Override
    public Caller caller() {
        return whole.caller();
    }

    @Override
    public UUID space() {
        return whole.space();
    }

    @Override
    public Optional<String> target() {
        return Optional.of(item.toString());
    }

    @Override
    public Values input() {
        return whole.input();
    }

    @Override
    public Optional<String> resumeToken() {
        return states.token(step);
    }

    @Override
    public void checkpoint(String token) {
        checkpoint(token, () -> {});
    }

    /** @param entry joins the unit of work in which the token is kept */
    void checkpoint(String token, Runnable entry) {
        checkpoints.keep(step, token, entry);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }

    @Override
    public void progress(double fraction, String message) {
        states.tell(step, message);
    }

    @Override
    public void log(Level level, String message) {
        whole.log(level, key + ": " + message);
    }
}
