package coop.plenum.infrastructure;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentType;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.EventSource;
import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.Metrics;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.secret.SecretLease;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A remote system of lamps in memory; what goes wrong is scripted. */
public final class FakeProvider implements ProviderFactory {
    public static final String LAMP = "test.lamp";
    /** What cannot be changed; there are none unless told otherwise. */
    public static final String FUSE = "test.fuse";

    /** What the address of each console begins with. */
    public static final String CONSOLE = "https://lamps.example/console?ticket=";

    public static final ContentType FUSE_TYPE = new ContentType(FUSE, "Fuse", 1, List.of(), Set.of(), "test", false);

    public static final ContentType LAMP_TYPE = new ContentType(
            LAMP,
            "Lamp",
            1,
            List.of(
                    Field.of("name", FieldType.STRING, "Name")
                            .mode(Field.Mode.BOTH)
                            .flags(Field.Flag.REQUIRED, Field.Flag.IMMUTABLE),
                    Field.of("watts", FieldType.INTEGER, "Watts").mode(Field.Mode.BOTH),
                    Field.of("beside", FieldType.REFERENCE, "Beside")
                            .options(LAMP)
                            .mode(Field.Mode.BOTH),
                    Field.of("pin", FieldType.STRING, "PIN")
                            .mode(Field.Mode.BOTH)
                            .flags(Field.Flag.SENSITIVE),
                    Field.of("script", FieldType.STRING, "Script, which no lamp tells"),
                    Field.of("lit", FieldType.BOOLEAN, "Lit").mode(Field.Mode.OBSERVED)),
            Set.of(),
            "test",
            false);

    /** What exists remotely, by external id. */
    public final Map<String, Values> lamps = new TreeMap<>();

    /** Thrown by the next calls that would change or list something, in order. */
    public final Deque<ProviderException> failures = new ArrayDeque<>();

    /** The answer to the next change is lost after it has come about. */
    public boolean loseAnswer;

    /** The answer to the next making is lost after it has come about. */
    public boolean loseAnswerToMaking;

    /** Nothing is made. */
    public boolean refusesMaking;

    /** Looking for what has no id yet fails as long as it is set. */
    public boolean blindToNew;

    /** Lamps are there before they shine: makings take two calls. */
    public boolean inTwoSteps;

    /** So many second calls are answered by nobody. */
    public int silences;

    /** Told when a change is checked. */
    public String notice = "";

    /** How many lamps more the quota allows; negative: any number. */
    public int lampsLeft = -1;

    /** Looking fails as long as it is set. */
    public boolean blind;

    /** Fuses that exist; as long as it is null there is no such type. */
    public @Nullable List<String> fuses;

    /** Ids of what was changed behind the platform's back, in order; told to who asks for changes. */
    public final List<String> happened = new ArrayList<>();

    /** It no longer knows what has changed. */
    public boolean forgetful;

    /** How often a page of all has been asked for. */
    public final AtomicInteger listings = new AtomicInteger();

    /** Hears of each page of lamps that is asked for. */
    public Consumer<Optional<String>> listed = page -> {};

    /** The list has gaps. */
    public boolean incomplete;

    /** Makings of lamps with these names fail. */
    public final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** How often a resource has been looked at. */
    public final AtomicInteger looks = new AtomicInteger();

    /** How many calls have been under way at once, at most. */
    public final AtomicInteger widest = new AtomicInteger();

    /** How long a change takes. */
    public volatile Duration slow = Duration.ZERO;

    private final AtomicInteger busy = new AtomicInteger();

    /** How many consoles have been opened. */
    public final AtomicInteger consoles = new AtomicInteger();

    public final AtomicInteger applied = new AtomicInteger();
    /** The endpoints that have been sent the password, in order. */
    public final List<String> trusted = new ArrayList<>();

    public final AtomicInteger connected = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final Map<String, String> byKey = new LinkedHashMap<>();

    public static ProviderException failure(Category category) {
        return new ProviderException(category, "test-failure", "It fails for a test.");
    }

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "lamps",
                "Lamps",
                "",
                List.of(
                        Field.of("endpoint", FieldType.URL, "Endpoint").flags(Field.Flag.REQUIRED),
                        Field.of("password", FieldType.SECRET, "Password").flags(Field.Flag.REQUIRED),
                        Field.of("pin", FieldType.SECRET, "PIN")),
                List.of(LAMP, FUSE),
                "none");
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) {
        connected.incrementAndGet();
        return new Lamps(settings.text("endpoint").orElse(""), context);
    }

    /** Lamps speak for themselves: {@code sesame <id> <words>}; who does not say sesame is none of them. */
    private final class Lamps implements Provider, EventSource {
        private final String endpoint;
        private final ConnectionContext context;

        Lamps(String endpoint, ConnectionContext context) {
            this.endpoint = endpoint;
            this.context = context;
        }

        @Override
        public List<ResourceHandler> handlers() {
            return fuses == null ? List.of(new Handler()) : List.of(new Handler(), new Fuses());
        }

        @Override
        public Diagnostics check(OperationContext operation) {
            try (SecretLease password = context.credential("password", "check")) {
                trusted.add(endpoint);
                if (!new String(password.value()).equals("right")) {
                    throw new ProviderException(
                            Category.AUTHENTICATION, "wrong-credentials", "Wrong password.", "password", null, null);
                }
                return Diagnostics.healthy("Lamps 1.0");
            } catch (ProviderException e) {
                return Diagnostics.failed(e);
            }
        }

        @Override
        public Optional<List<Notice>> read(byte[] body) {
            String[] words = new String(body, StandardCharsets.UTF_8).split(" ", 3);
            return words.length == 3 && words[0].equals("sesame")
                    ? Optional.of(List.of(new Notice(LAMP, words[1], words[2])))
                    : Optional.empty();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private final class Fuses implements ResourceHandler, Discoverer {
        @Override
        public ResourceType type() {
            return new ResourceType(FUSE, Set.of(), List.of(), 1);
        }

        @Override
        public Observed observe(ResourceRef ref, OperationContext context) {
            return new Observed.Absent();
        }

        @Override
        public Step apply(Change change, OperationContext context) {
            return Step.failed(failure(Category.UNSUPPORTED));
        }

        @Override
        public Found discover(Optional<String> pageToken, int max, OperationContext context) throws ProviderException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return new Found(
                    Objects.requireNonNull(fuses).stream()
                            .map(id -> new ResourceState(id, id, Map.of(), Values.empty()))
                            .toList(),
                    Optional.empty(),
                    true);
        }
    }

    private final class Handler
            implements ResourceHandler, IncrementalDiscoverer, Validator, Actions, Metrics, ConsoleAccess {
        @Override
        public ResourceType type() {
            return new ResourceType(LAMP, Set.of(), List.of("name"), 1);
        }

        @Override
        public Observed observe(ResourceRef ref, OperationContext context) {
            looks.incrementAndGet();
            if (blind || (blindToNew && ref.externalId().isEmpty())) {
                return new Observed.Unknown(failure(Category.TRANSIENT));
            }
            synchronized (lamps) {
                return find(ref)
                        .<Observed>map(id -> new Observed.Present(state(id)))
                        .orElseGet(Observed.Absent::new);
            }
        }

        @Override
        public List<Violation> validate(Change change, OperationContext context) {
            context.progress(0, notice);
            if (lampsLeft >= 0 && change.kind() == Change.Kind.CREATE) {
                context.needs(new QuotaNeed("lamps", "lamps", lampsLeft, 1));
            }
            return List.of();
        }

        private Optional<String> find(ResourceRef ref) {
            return ref.externalId()
                    .or(() -> lamps.entrySet().stream()
                            .filter(lamp -> lamp.getValue()
                                    .text("name")
                                    .equals(ref.known().text("name")))
                            .map(Map.Entry::getKey)
                            .findFirst())
                    .filter(lamps::containsKey);
        }

        private ResourceState state(String id) {
            Map<String, @Nullable Object> lamp =
                    new LinkedHashMap<>(lamps.get(id).asMap());
            lamp.remove("script");
            return new ResourceState(id, Values.of(lamp).text("name").orElse(id), Map.of(), Values.of(lamp));
        }

        @Override
        public Step apply(Change change, OperationContext context) throws InterruptedException {
            widest.accumulateAndGet(busy.incrementAndGet(), Math::max);
            try {
                Thread.sleep(slow.toMillis());
                synchronized (lamps) {
                    return make(change, context);
                }
            } finally {
                busy.decrementAndGet();
            }
        }

        private Step make(Change change, OperationContext context) {
            if (refused.contains(change.ref().title())) {
                return Step.failed(failure(Category.USER));
            }
            if (refusesMaking && change.kind() == Change.Kind.CREATE) {
                return Step.failed(failure(Category.USER));
            }
            if (!failures.isEmpty()) {
                return Step.failed(failures.pop());
            }
            if (change.resumeToken().isPresent() && silences-- > 0) {
                return Step.failed(failure(Category.TRANSIENT));
            }
            applied.incrementAndGet();
            String id = switch (change.kind()) {
                case CREATE -> byKey.computeIfAbsent(context.idempotencyKey(), key -> "lamp-" + (byKey.size() + 1));
                case UPDATE, DELETE -> find(change.ref()).orElse("");
            };
            if (inTwoSteps
                    && change.kind() == Change.Kind.CREATE
                    && change.resumeToken().isEmpty()) {
                lamps.put(id, Values.of("name", change.after().requireText("name")));
                return new Step.Pending("half", Duration.ofMillis(1), "Half made");
            }
            if (change.kind() == Change.Kind.DELETE) {
                lamps.remove(id);
            } else {
                lamps.put(id, lamps.getOrDefault(id, Values.of("lit", false)).merge(change.after()));
            }
            if (loseAnswerToMaking && change.kind() == Change.Kind.CREATE) {
                loseAnswerToMaking = false;
                return Step.failed(failure(Category.TRANSIENT));
            }
            if (loseAnswer) {
                loseAnswer = false;
                return Step.failed(failure(Category.TRANSIENT));
            }
            return change.kind() == Change.Kind.DELETE ? Step.done() : Step.done(state(id));
        }

        @Override
        public Found discover(Optional<String> pageToken, int max, OperationContext context) throws ProviderException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            listings.incrementAndGet();
            listed.accept(pageToken);
            List<String> ids = List.copyOf(lamps.keySet());
            int from = pageToken.map(Integer::valueOf).orElse(0);
            int to = Math.min(ids.size(), from + 2); // small pages, so that there are several
            return new Found(
                    ids.subList(from, to).stream().map(this::state).toList(),
                    to < ids.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                    !incomplete);
        }

        @Override
        public String cursor(OperationContext context) {
            return String.valueOf(happened.size());
        }

        @Override
        public Optional<Changes> changes(String cursor, OperationContext context) throws ProviderException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            int from = Integer.parseInt(cursor);
            if (forgetful || from >= happened.size()) {
                return forgetful ? Optional.empty() : Optional.of(new Changes(List.of(), List.of(), cursor, false));
            }
            String id = happened.get(from); // one at a time, so that there is more
            return Optional.of(new Changes(
                    lamps.containsKey(id) ? List.of(state(id)) : List.of(),
                    lamps.containsKey(id) ? List.of() : List.of(id),
                    String.valueOf(from + 1),
                    from + 1 < happened.size()));
        }

        @Override
        public Optional<String> consoleUnavailable(ResourceRef ref) {
            return ref.known().integer("watts").orElse(1) == 0
                    ? Optional.of("The lamp has no power.")
                    : Optional.empty();
        }

        @Override
        public Console openConsole(ResourceRef ref, OperationContext context) throws ProviderException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            consoles.incrementAndGet();
            return new Console(
                    URI.create(CONSOLE + ref.externalId().orElse("")), Optional.of(Instant.EPOCH.plusSeconds(60)));
        }

        @Override
        public List<Metric> metrics() {
            return List.of(new Metric("brightness", "Brightness", "lm"), new Metric("heat", "Heat", "Cel"));
        }

        @Override
        public List<Series> measure(ResourceRef ref, Instant from, Instant to, Duration step, OperationContext context)
                throws ProviderException {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return List.of(
                    new Series("brightness", List.of(new Point(from, 400), new Point(from.plus(step), 410))),
                    new Series("heat", List.of()));
        }

        @Override
        public List<Action> actions() {
            return List.of(
                    new Action("light", "Light", "", List.of(), false),
                    new Action(
                            "dim",
                            "Dim",
                            "",
                            List.of(Field.of("watts", FieldType.INTEGER, "Watts")
                                    .flags(Field.Flag.REQUIRED)),
                            false));
        }

        @Override
        public Optional<String> unavailable(String action, ResourceRef ref) {
            boolean lit = ref.known().flag("lit").orElse(false);
            return action.equals("light") && lit ? Optional.of("The lamp is lit already.") : Optional.empty();
        }

        @Override
        public Step act(
                String action,
                Values parameters,
                ResourceRef ref,
                Optional<String> resumeToken,
                OperationContext context) {
            if (!failures.isEmpty()) {
                return Step.failed(failures.pop());
            }
            String id = find(ref).orElseThrow();
            if (action.equals("dim") && resumeToken.isEmpty()) {
                return new Step.Pending("dimming", Duration.ofSeconds(1), "Dimming");
            }
            if (action.equals("light")) {
                context.progress(0.5, "The lamp warms up.");
            }
            applied.incrementAndGet();
            lamps.compute(
                    id,
                    (key, lamp) -> lamp == null
                            ? Values.empty()
                            : lamp.merge(action.equals("dim") ? parameters : Values.of("lit", true)));
            return Step.done();
        }
    }
}
