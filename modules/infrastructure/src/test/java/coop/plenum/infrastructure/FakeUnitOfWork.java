package coop.plenum.infrastructure;

import coop.plenum.api.UnitOfWork;
import java.util.List;
import java.util.function.Supplier;

/** Takes back what failed in the fakes that it is told of; the process may die at its end. */
final class FakeUnitOfWork implements UnitOfWork {
    private final FakeOperations operations;
    private final List<Supplier<Runnable>> snapshots;

    /** @param snapshots of fakes that nobody else writes to at the same time */
    FakeUnitOfWork(FakeOperations operations, List<Supplier<Runnable>> snapshots) {
        this.operations = operations;
        this.snapshots = List.copyOf(snapshots);
    }

    @Override
    public <T> T together(Supplier<T> work) {
        operations.requireAlive();
        List<Runnable> undo = snapshots.stream().map(Supplier::get).toList();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            undo.forEach(Runnable::run);
            throw e;
        }
        operations.committed();
        return result;
    }
}
