package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.secret.SecretLease;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Simulated servers. They can be acted on, so it also is {@link Actions}; and looked at, so it is {@link ConsoleAccess}. */
final class ServerHandler extends ShelfHandler implements Actions, ConsoleAccess {
    static final String TYPE = "example.server";
    private static final String PASSWORD = "adminPassword";
    private static final int SHORTEST_PASSWORD = 12;
    private static final String RESIZING = "resizing";

    private static final List<Action> ACTIONS = List.of(
            new Action("start", "Start", "Switches the server on.", List.of(), false),
            new Action("stop", "Stop", "Shuts the server down.", List.of(), true),
            new Action("reboot", "Reboot", "Restarts the server.", List.of(), true),
            new Action(
                    "resize",
                    "Resize",
                    "Gives the server other cores and memory; takes two seconds.",
                    List.of(
                            Field.of("cores", FieldType.INTEGER, "Cores").flags(Field.Flag.REQUIRED),
                            Field.of("memory", FieldType.QUANTITY, "Memory")
                                    .unit("GiBy")
                                    .flags(Field.Flag.REQUIRED)),
                    true),
            new Action(
                    "create-snapshot",
                    "Create snapshot",
                    "Makes a volume with what the server holds.",
                    List.of(),
                    false),
            new Action("drift", "Drift", "Changes the server behind the platform's back.", List.of(), false),
            new Action(
                    "fail",
                    "Fail",
                    "Fails, to see what that looks like.",
                    List.of(Field.of("category", FieldType.ENUM, "Kind of failure")
                            .options(Faults.CATEGORIES)
                            .flags(Field.Flag.REQUIRED)),
                    false));

    private final World world;
    private final Faults faults;
    private final double driftRate;
    private final Optional<URI> consoles;

    ServerHandler(World world, Faults faults, SimulatorSettings settings) {
        super(TYPE, "compute.server", "hostname", world.servers(), faults);
        this.world = world;
        this.faults = faults;
        this.driftRate = settings.driftRate();
        this.consoles = settings.consoles();
    }

    @Override
    Values initial(Values wanted, OperationContext context) throws ProviderException {
        Values.Builder shown = Values.builder();
        wanted.asMap().forEach((field, value) -> {
            if (!field.equals(PASSWORD)) {
                shown.put(field, value);
            }
        });
        Values server = World.booted().apply(shown.build());
        Optional<String> password = wanted.text(PASSWORD);
        if (password.isEmpty()) {
            return server;
        }
        try (SecretLease lease = context.secret(password.get(), "First password of a simulated server")) {
            if (lease.value().length < SHORTEST_PASSWORD) {
                throw new ProviderException(
                        Category.USER,
                        "weak-password",
                        "A password has at least " + SHORTEST_PASSWORD + " characters.",
                        PASSWORD,
                        null,
                        null);
            }
        }
        return server.merge(Values.of("passwordSet", true));
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        if (pageToken.isEmpty()) {
            world.drift(driftRate);
        }
        return super.discover(pageToken, max, context);
    }

    @Override
    public Optional<Changes> changes(String cursor, OperationContext context)
            throws ProviderException, InterruptedException {
        world.drift(driftRate);
        return super.changes(cursor, context);
    }

    @Override
    public List<Action> actions() {
        return ACTIONS;
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        boolean on = ref.known().text("powerState").filter("on"::equals).isPresent();
        return switch (action) {
            case "start" -> on ? Optional.of("The server is on already.") : Optional.empty();
            case "stop" -> on ? Optional.empty() : Optional.of("The server is off already.");
            case "reboot" -> on ? Optional.empty() : Optional.of("The server is off; start it.");
            default -> Optional.empty();
        };
    }

    @Override
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        try {
            if (ACTIONS.stream().noneMatch(known -> known.name().equals(action))) {
                throw new ProviderException(
                        Category.UNSUPPORTED, "unknown-action", "Servers have no action \"" + action + "\".");
            }
            faults.remoteCall(context);
            int number = number(ref)
                    .orElseThrow(() -> new ProviderException(
                            Category.MISSING, "not-found", "The server does not exist any more."));
            String key = context.idempotencyKey();
            Shelf servers = world.servers();
            switch (action) {
                case "start", "reboot" -> servers.change(key, number, World.booted());
                case "stop" -> servers.change(key, number, now -> now.merge(Values.of("powerState", "off")));
                case "resize" -> {
                    if (resumeToken.isEmpty()) {
                        return new Step.Pending(RESIZING, Duration.ofSeconds(2), "Resizing");
                    }
                    servers.change(key, number, now -> now.merge(parameters));
                }
                case "create-snapshot" ->
                    snapshot(key, number, servers.get(number).orElseGet(Values::empty));
                case "drift" -> servers.change(key, number, World::drifted);
                case "fail" ->
                    throw Faults.failure(Category.valueOf(
                            parameters.text("category").orElse("internal").toUpperCase(Locale.ROOT)));
                default ->
                    throw new ProviderException(
                            Category.UNSUPPORTED, "unknown-action", "Servers have no action \"" + action + "\".");
            }
            return done(number);
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    @Override
    public Optional<String> consoleUnavailable(ResourceRef ref) {
        if (consoles.isEmpty()) {
            return Optional.of("The connection names no page that shows consoles; its setting is \"consoles\".");
        }
        return ref.known().text("powerState").filter("off"::equals).map(off -> "The server is off; start it.");
    }

    @Override
    public Console openConsole(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        faults.remoteCall(context);
        int number = number(ref)
                .orElseThrow(() ->
                        new ProviderException(Category.MISSING, "not-found", "The server does not exist any more."));
        URI page = consoles.orElseThrow(() -> new ProviderException(
                Category.UNSUPPORTED, "no-console", "The connection names no page that shows consoles."));
        String query = (page.getRawQuery() == null ? "?" : "&") + "server="
                + world.servers().id(number) + "&ticket=" + UUID.randomUUID();
        return new Console(URI.create(page + query), Optional.empty());
    }

    private void snapshot(String key, int number, Values server) {
        world.volumes()
                .create(
                        key,
                        Values.builder()
                                .put("name", server.text("hostname").orElse("") + "-snapshot-" + key)
                                .put("size", 10)
                                .put("kind", "snapshot")
                                .put(
                                        "server",
                                        "external:" + TYPE + ":"
                                                + world.servers().id(number))
                                .build());
    }
}
