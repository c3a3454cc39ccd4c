package coop.plenum.infrastructure;

import coop.plenum.api.UnitOfWork;
import java.util.function.Supplier;

/** Keeps nothing together, since the fakes it spans have no transactions; the process may die at its end. */
final class FakeUnitOfWork implements UnitOfWork {
    private final FakeOperations operations;

    FakeUnitOfWork(FakeOperations operations) {
        this.operations = operations;
    }

    @Override
    public <T> T together(Supplier<T> work) {
        operations.requireAlive();
        T result = work.get();
        operations.committed();
        return result;
    }
}
