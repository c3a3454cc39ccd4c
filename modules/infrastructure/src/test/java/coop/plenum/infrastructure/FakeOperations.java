package coop.plenum.infrastructure;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.operation.LogLine;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.Operation.Status;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.operation.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps operations and runs them on demand, on the calling thread, without waiting. */
public final class FakeOperations implements OperationService {
    private final Map<UUID, Operation> operations = new LinkedHashMap<>();
    private final Map<UUID, String> tokens = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    /** The process dies at this checkpoint or end of a unit of work; 0: never. */
    private int dieAtCheckpoint;

    /** Somebody has asked for what runs to be cancelled. */
    public volatile boolean cancelling;

    /** Since then nothing can be written. */
    private boolean dead;

    /** Kills the handler, after the checkpoint has been written. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    public void dieAtCheckpoint(int number) {
        synchronized (tokens) {
            dieAtCheckpoint = number;
        }
    }

    void requireAlive() {
        synchronized (tokens) {
            if (dead) {
                throw new Killed();
            }
        }
    }

    /** Something has been committed: a point at which the process may die. */
    void committed() {
        synchronized (tokens) {
            requireAlive();
            if (dieAtCheckpoint > 0 && --dieAtCheckpoint == 0) {
                dead = true;
                throw new Killed();
            }
        }
    }

    public List<String> log() {
        return log;
    }

    /** Calls the handler until it has ended. */
    public Outcome run(OperationHandler handler, Operation operation, Caller caller) throws InterruptedException {
        dead = false;
        for (int calls = 0; calls < 60; calls++) {
            Outcome outcome;
            try {
                outcome = handler.run(new Run(operation, caller));
            } catch (PlenumException e) {
                outcome = new Outcome.Failed(e.code(), e.category().name(), String.valueOf(e.getMessage()));
            }
            if (!(outcome instanceof Outcome.Pending pending)) {
                end(operation.id(), outcome);
                return outcome;
            }
            tokens.put(operation.id(), pending.resumeToken());
        }
        throw new AssertionError("The operation does not end.");
    }

    private void end(UUID id, Outcome outcome) {
        Status status = outcome instanceof Outcome.Done
                ? Status.SUCCEEDED
                : outcome instanceof Outcome.Failed ? Status.FAILED : Status.CANCELLED;
        Values result = outcome instanceof Outcome.Done done ? done.result() : Values.empty();
        operations.computeIfPresent(id, (key, old) -> with(old, status, result));
    }

    private static Operation with(Operation old, Status status, Values result) {
        return new Operation(
                old.id(),
                old.kind(),
                old.title(),
                old.space(),
                old.target(),
                old.requestedBy(),
                status,
                old.input(),
                result,
                1,
                "",
                Optional.empty(),
                1,
                false,
                old.createdAt(),
                Optional.empty(),
                status.ended() ? Optional.of(Instant.now()) : Optional.empty());
    }

    public List<Operation> all() {
        return List.copyOf(operations.values());
    }

    @Override
    public Operation submit(Caller caller, OperationRequest request) {
        Operation operation = new Operation(
                UUID.randomUUID(),
                request.kind(),
                request.title(),
                request.space(),
                request.target(),
                caller.subject(),
                Status.QUEUED,
                request.input(),
                Values.empty(),
                0,
                "",
                Optional.empty(),
                0,
                false,
                Instant.now(),
                Optional.empty(),
                Optional.empty());
        operations.put(operation.id(), operation);
        return operation;
    }

    @Override
    public Optional<Operation> find(Caller caller, UUID id) {
        return Optional.ofNullable(operations.get(id));
    }

    @Override
    public Page<Operation> list(Caller caller, Filter filter, PageRequest page) {
        List<Operation> found = new ArrayList<>(operations.values().stream()
                .filter(operation ->
                        filter.kind().isEmpty() || filter.kind().get().equals(operation.kind()))
                .filter(operation ->
                        filter.target().isEmpty() || filter.target().equals(operation.target()))
                .toList());
        java.util.Collections.reverse(found);
        return Page.of(found.stream().limit(page.limit()).toList(), Optional.empty());
    }

    @Override
    public Page<LogLine> log(Caller caller, UUID id, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Operation cancel(Caller caller, UUID id) {
        end(id, new Outcome.Cancelled());
        return operations.get(id);
    }

    @Override
    public Operation retry(Caller caller, UUID id) {
        throw new UnsupportedOperationException();
    }

    private final class Run implements OperationRun {
        private final Operation operation;
        private final Caller caller;

        Run(Operation operation, Caller caller) {
            this.operation = operation;
            this.caller = caller;
        }

        @Override
        public UUID id() {
            return operation.id();
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public UUID space() {
            return operation.space();
        }

        @Override
        public Optional<String> target() {
            return operation.target();
        }

        @Override
        public Values input() {
            return operation.input();
        }

        @Override
        public Optional<String> resumeToken() {
            return Optional.ofNullable(tokens.get(operation.id()));
        }

        @Override
        public void checkpoint(String token) {
            synchronized (tokens) {
                requireAlive();
                tokens.put(operation.id(), token);
                committed();
            }
        }

        @Override
        public boolean cancelled() {
            return cancelling;
        }

        @Override
        public void progress(double fraction, String message) {
            // of no interest to the tests
        }

        @Override
        public void log(Level level, String message) {
            log.add(level + " " + message);
        }
    }
}
