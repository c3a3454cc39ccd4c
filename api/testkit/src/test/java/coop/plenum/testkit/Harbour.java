package coop.plenum.testkit;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.EventSource.Notice;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.Metrics.Metric;
import coop.plenum.api.provider.Metrics.Point;
import coop.plenum.api.provider.Metrics.Series;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Planner.Planned;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A small good provider, and the remote system behind it: a harbour with beacons, that can be made, changed, deleted,
 * flashed and looked through, and a tower that cannot. A bad provider is this one with a single behaviour overridden.
 */
class Harbour implements ProviderFactory {
    static final String BEACON = "harbour.beacon";
    static final String TOWER = "harbour.tower";
    static final String PIN = "4-sheets-to-the-wind";
    static final String WRONG_PIN = "three-sheets";

    /** Values of beacons by serial number. */
    final TreeMap<String, Values> beacons = new TreeMap<>();
    /** Serial numbers by the key of the create that made them. */
    final Map<String, String> made = new HashMap<>();

    /** How the beacons were at each moment that a cursor names. */
    private final Map<String, Map<String, Values>> moments = new HashMap<>();

    private final Set<String> flashed = new HashSet<>();
    /** Those that open it. */
    final Set<String> pins = new HashSet<>(Set.of(PIN));

    private int last;

    Harbour() {
        for (String name : List.of("north", "east", "south", "west", "pier", "buoy")) {
            beacons.put(newSerial(), Values.of(Map.of("name", name, "color", "white", "flashes", 0)));
        }
    }

    final String newSerial() {
        return "beacon-" + ++last;
    }

    /** How the contract kit is told of the harbour. */
    ProviderFixture fixture() {
        return ProviderFixture.of(Values.of("host", "harbour"), Map.of("pin", PIN))
                .refusing(Map.of("pin", WRONG_PIN))
                .creating(new Creatable(
                        BEACON,
                        "mole",
                        Values.of(Map.of("name", "mole", "color", "red", "key", "secret:of-the-mole")),
                        Values.of("color", "green")))
                .notChanging(TOWER)
                .acting(BEACON, "signal", Values.of("times", 3))
                .outOfReach(new OutOfReach(Values.of("host", "silent"), BEACON, "beacon-1"))
                .throttled(Values.of("host", "busy"));
    }

    @Override
    public ProviderDescription describe() {
        return description("Harbour", fields(), List.of(BEACON, TOWER));
    }

    static List<Field> fields() {
        return List.of(
                Field.of("host", FieldType.STRING, "Host").flags(Field.Flag.REQUIRED),
                Field.of("pin", FieldType.SECRET, "PIN").flags(Field.Flag.REQUIRED));
    }

    static ProviderDescription description(String title, List<Field> fields, List<String> types) {
        return new ProviderDescription("harbour", title, "Beacons.", fields, types, "A PIN that may switch beacons.")
                .rotating("pin");
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        String host = settings.text("host")
                .orElseThrow(() -> new ProviderException(Category.USER, "no-host", "A host is needed."));
        return new HarbourConnection(this, host, context);
    }

    Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
        try {
            request(connection, context);
            return Diagnostics.healthy(beacons.size() + " beacons");
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    /** What each request to the remote system begins with. */
    void request(HarbourConnection connection, OperationContext context)
            throws ProviderException, InterruptedException {
        context.permit(1);
        switch (connection.host()) {
            case "silent" -> waitInVain(context);
            case "busy" ->
                throw new ProviderException(
                        Category.THROTTLED, "busy", "Not so fast.", null, Duration.ofSeconds(2), null);
            default -> signIn(connection);
        }
    }

    void waitInVain(OperationContext context) throws ProviderException, InterruptedException {
        while (!context.cancelled() && Instant.now().isBefore(context.deadline())) {
            Thread.sleep(10);
        }
        throw new ProviderException(Category.TRANSIENT, "silent", "The harbour does not answer.");
    }

    void signIn(HarbourConnection connection) throws ProviderException {
        try (SecretLease pin = connection.context().credential("pin", "Sign in")) {
            if (!pins.contains(new String(pin.value()))) {
                throw new ProviderException(Category.AUTHENTICATION, "wrong-pin", "The harbour refuses the PIN.");
            }
        }
    }

    /** @param from serial number of the first beacon of the page */
    Found list(Optional<String> from, int max) throws ProviderException {
        if (from.isPresent() && !beacons.containsKey(from.get())) {
            throw new ProviderException(Category.USER, "invalid-page", "The page token is not one of ours.");
        }
        List<String> serials =
                List.copyOf(from.map(first -> beacons.tailMap(first).keySet()).orElse(beacons.keySet()));
        return new Found(
                serials.stream().limit(max).map(this::state).toList(),
                serials.stream().skip(max).findFirst(),
                true);
    }

    String cursor() {
        String moment = "moment-" + moments.size();
        moments.put(moment, Map.copyOf(beacons));
        return moment;
    }

    Optional<Changes> changes(String cursor) throws ProviderException {
        Map<String, Values> before = moments.get(cursor);
        return before == null ? Optional.empty() : Optional.of(changes(before));
    }

    private Changes changes(Map<String, Values> before) {
        return new Changes(
                beacons.keySet().stream()
                        .filter(serial -> !beacons.get(serial).equals(before.get(serial)))
                        .map(this::state)
                        .toList(),
                before.keySet().stream()
                        .filter(serial -> !beacons.containsKey(serial))
                        .toList(),
                cursor(),
                false);
    }

    ResourceState state(String serial) {
        Values values = beacons.get(serial);
        return new ResourceState(serial, values.requireText("name"), Map.of(), values);
    }

    Observed observe(ResourceRef ref) {
        return find(ref)
                .<Observed>map(serial -> new Observed.Present(state(serial)))
                .orElseGet(Observed.Absent::new);
    }

    /** What is answered when the remote system could not be asked for a list. */
    Found unlisted(ProviderException reason) throws ProviderException {
        throw reason;
    }

    /** What is answered when the remote system could not be asked for a beacon. */
    Observed unseen(ProviderException reason) {
        return new Observed.Unknown(reason);
    }

    /** The serial number, by the name while it is not known. */
    Optional<String> find(ResourceRef ref) {
        return ref.externalId().isPresent()
                ? ref.externalId().filter(beacons::containsKey)
                : beacons.keySet().stream()
                        .filter(serial -> beacons.get(serial)
                                .get("name")
                                .equals(ref.known().get("name")))
                        .findFirst();
    }

    /** Takes two requests, so that it can be cut short in the middle. */
    Step create(HarbourConnection connection, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        String serial = made.computeIfAbsent(context.idempotencyKey(), key -> newSerial());
        beacons.put(serial, Values.of(Map.of("name", change.after().requireText("name"), "flashes", 0)));
        request(connection, context);
        beacons.merge(serial, change.after(), Values::merge);
        return Step.done(state(serial));
    }

    Step update(Change change) throws ProviderException {
        String serial = find(change.ref())
                .orElseThrow(() -> new ProviderException(Category.MISSING, "gone", "The beacon is gone."));
        beacons.merge(serial, change.after(), Values::merge);
        return Step.done(state(serial));
    }

    Step delete(Change change) throws ProviderException {
        find(change.ref()).ifPresent(beacons::remove);
        return Step.done();
    }

    /** Of the tower, which stands. */
    Step rebuild(Change change) {
        return Step.failed(new ProviderException(Category.UNSUPPORTED, "stands", "The tower stands as it is."));
    }

    List<Action> actions() {
        return List.of(
                new Action("flash", "Flash", "Flashes once.", List.of(), false),
                new Action(
                        "signal",
                        "Signal",
                        "Flashes several times.",
                        List.of(Field.of("times", FieldType.INTEGER, "Times").flags(Field.Flag.REQUIRED)),
                        false));
    }

    Optional<String> unavailable(String action) {
        return Optional.empty();
    }

    Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
        long times = switch (action) {
            case "flash" -> 1;
            case "signal" -> times(parameters);
            default ->
                throw new ProviderException(Category.UNSUPPORTED, "unknown-action", "Beacons do not " + action + ".");
        };
        if (flashed.add(context.idempotencyKey())) {
            for (int i = 0; i < times; i++) {
                flash(ref);
            }
        }
        return Step.done();
    }

    private static long times(Values parameters) throws ProviderException {
        return parameters
                .integer("times")
                .orElseThrow(() -> new ProviderException(Category.USER, "no-times", "How many times is not said."));
    }

    final void flash(ResourceRef ref) {
        find(ref)
                .ifPresent(serial -> beacons.computeIfPresent(
                        serial,
                        (key, beacon) -> beacon.merge(
                                Values.of("flashes", beacon.integer("flashes").orElse(0) + 1))));
    }

    Optional<String> consoleUnavailable() {
        return Optional.empty();
    }

    Console console(ResourceRef ref, OperationContext context) throws ProviderException {
        String serial =
                find(ref).orElseThrow(() -> new ProviderException(Category.MISSING, "gone", "The beacon is gone."));
        return new Console(
                URI.create("https://harbour.example/" + serial + "?ticket=" + context.operation()), Optional.empty());
    }

    List<Violation> validate(Change change) {
        List<Violation> problems = new ArrayList<>();
        for (String field : List.of("name", "color")) {
            if (change.kind() == Change.Kind.CREATE
                    && !change.after().text(field).orElse("").matches("[a-z0-9-]+")) {
                problems.add(new Violation("/" + field, "invalid-" + field, "Small letters are expected."));
            }
        }
        return problems;
    }

    Planned plan(Change change) {
        return switch (change.kind()) {
            case CREATE -> new Planned.Create(change.after());
            case DELETE -> new Planned.Delete(change.before());
            case UPDATE ->
                change.before().equals(change.after())
                        ? new Planned.NoChange()
                        : new Planned.Update(change.before(), change.after());
        };
    }

    List<Metric> metrics() {
        return List.of(new Metric("brightness", "Brightness", "cd"), new Metric("flashes", "Flashes", ""));
    }

    List<Series> measure(Instant from, Instant to, Duration step) {
        return List.of(
                new Series("brightness", List.of(new Point(from, 800), new Point(from.plus(step), 810))),
                new Series("flashes", List.of()));
    }

    /** What the harbour posts ends in its PIN. */
    Optional<List<Notice>> read(String body) {
        String[] words = body.split(" ", -1);
        return words.length == 2 && words[1].equals(PIN)
                ? Optional.of(List.of(new Notice(BEACON, words[0], "It is out.")))
                : Optional.empty();
    }

    Map<String, char[]> newSecrets() throws ProviderException {
        return Map.of("pin", UUID.randomUUID().toString().toCharArray());
    }

    /** @param pin that the harbour is to take besides */
    void admit(String pin) throws ProviderException {
        pins.add(pin);
    }

    /** @param pin that the harbour is to take no more */
    void dismiss(String pin) throws ProviderException {
        pins.remove(pin);
    }

    void close(HarbourConnection connection) {
        // Nothing is kept open.
    }
}
