package coop.plenum.testkit;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.EventSource;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Planner;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.secret.SecretLease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A connection to a {@link Harbour}, which decides on all that could be done badly. */
record HarbourConnection(Harbour harbour, String host, ConnectionContext context)
        implements Provider, EventSource, CredentialRotation {
    @Override
    public List<ResourceHandler> handlers() {
        return List.of(new Beacons(this), new Tower(harbour));
    }

    @Override
    public Diagnostics check(OperationContext operation) throws InterruptedException {
        return harbour.check(this, operation);
    }

    @Override
    public void close() {
        harbour.close(this);
    }

    @Override
    public Optional<List<Notice>> read(byte[] body) {
        return harbour.read(new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, char[]> generate() throws ProviderException {
        return harbour.newSecrets();
    }

    @Override
    public Rollout introduce(OperationContext operation) throws ProviderException {
        return rollout(context.pending("pin", "Introduce"), harbour::admit);
    }

    @Override
    public Rollout withdraw(OperationContext operation) throws ProviderException {
        return rollout(context.previous("pin", "Withdraw"), harbour::dismiss);
    }

    /** What is done with a PIN. */
    @FunctionalInterface
    private interface Turn {
        void with(String pin) throws ProviderException;
    }

    private Rollout rollout(Optional<SecretLease> leased, Turn step) throws ProviderException {
        if (leased.isEmpty()) {
            return new Rollout(List.of(), Map.of());
        }
        try (SecretLease pin = leased.get()) {
            step.with(new String(pin.value()));
            return new Rollout(List.of(host), Map.of());
        } catch (ProviderException e) {
            return new Rollout(List.of(), Map.of(host, e));
        }
    }

    private record Beacons(HarbourConnection connection)
            implements ResourceHandler, IncrementalDiscoverer, Validator, Planner, Actions, Metrics, ConsoleAccess {
        private Harbour harbour() {
            return connection.harbour();
        }

        @Override
        public ResourceType type() {
            return new ResourceType(Harbour.BEACON, Set.of(), List.of("name"), 1);
        }

        @Override
        public Found discover(Optional<String> pageToken, int max, OperationContext operation)
                throws ProviderException, InterruptedException {
            try {
                harbour().request(connection, operation);
            } catch (ProviderException e) {
                return harbour().unlisted(e);
            }
            return harbour().list(pageToken, max);
        }

        @Override
        public String cursor(OperationContext operation) throws ProviderException, InterruptedException {
            harbour().request(connection, operation);
            return harbour().cursor();
        }

        @Override
        public Optional<Changes> changes(String cursor, OperationContext operation)
                throws ProviderException, InterruptedException {
            harbour().request(connection, operation);
            return harbour().changes(cursor);
        }

        @Override
        public Observed observe(ResourceRef ref, OperationContext operation) throws InterruptedException {
            try {
                harbour().request(connection, operation);
                return harbour().observe(ref);
            } catch (ProviderException e) {
                return harbour().unseen(e);
            }
        }

        @Override
        public Step apply(Change change, OperationContext operation) throws InterruptedException {
            try {
                harbour().request(connection, operation);
                return switch (change.kind()) {
                    case CREATE -> harbour().create(connection, change, operation);
                    case UPDATE -> harbour().update(change);
                    case DELETE -> harbour().delete(change);
                };
            } catch (ProviderException e) {
                return Step.failed(e);
            }
        }

        @Override
        public List<Violation> validate(Change change, OperationContext operation) {
            return harbour().validate(change);
        }

        @Override
        public Planned plan(Change change, OperationContext operation) {
            return harbour().plan(change);
        }

        @Override
        public List<Metric> metrics() {
            return harbour().metrics();
        }

        @Override
        public List<Series> measure(
                ResourceRef ref, Instant from, Instant to, Duration step, OperationContext operation) {
            return harbour().measure(from, to, step);
        }

        @Override
        public List<Action> actions() {
            return harbour().actions();
        }

        @Override
        public Optional<String> unavailable(String action, ResourceRef ref) {
            return harbour().unavailable(action);
        }

        @Override
        public Step act(
                String action,
                Values parameters,
                ResourceRef ref,
                Optional<String> resumeToken,
                OperationContext operation)
                throws InterruptedException {
            try {
                harbour().request(connection, operation);
                return harbour().act(action, parameters, ref, operation);
            } catch (ProviderException e) {
                return Step.failed(e);
            }
        }

        @Override
        public Optional<String> consoleUnavailable(ResourceRef ref) {
            return harbour().consoleUnavailable();
        }

        @Override
        public Console openConsole(ResourceRef ref, OperationContext operation)
                throws ProviderException, InterruptedException {
            harbour().request(connection, operation);
            return harbour().console(ref, operation);
        }
    }

    private record Tower(Harbour harbour) implements ResourceHandler {
        @Override
        public ResourceType type() {
            return new ResourceType(Harbour.TOWER, Set.of(), List.of(), 1);
        }

        @Override
        public Observed observe(ResourceRef ref, OperationContext operation) {
            return new Observed.Absent();
        }

        @Override
        public Step apply(Change change, OperationContext operation) {
            return harbour.rebuild(change);
        }
    }
}
