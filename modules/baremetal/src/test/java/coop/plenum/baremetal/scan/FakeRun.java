package coop.plenum.baremetal.scan;

import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.OperationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An operation that remembers what it was told. */
final class FakeRun implements OperationRun {
    final List<String> log = new ArrayList<>();
    private final Values input;
    private Optional<String> token = Optional.empty();

    FakeRun(Values input) {
        this.input = input;
    }

    @Override
    public UUID id() {
        return new UUID(0, 1);
    }

    @Override
    public Caller caller() {
        return Caller.system("test");
    }

    @Override
    public UUID space() {
        return AccessService.ROOT_SPACE;
    }

    @Override
    public Optional<String> target() {
        return Optional.empty();
    }

    @Override
    public Values input() {
        return input;
    }

    @Override
    public Optional<String> resumeToken() {
        return token;
    }

    @Override
    public void checkpoint(String now) {
        token = Optional.of(now);
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void progress(double fraction, String message) {
        log.add(message);
    }

    @Override
    public void log(Level level, String message) {
        log.add(level + " " + message);
    }
}
