package coop.plenum.baremetal;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.EventSource;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.ipmi.IpmiBmc;
import coop.plenum.baremetal.redfish.Https;
import coop.plenum.baremetal.redfish.RedfishBmc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection: many controllers that take the same user. */
final class BareMetalProvider implements Provider, EventSource {
    /** A test of a form must end while somebody looks at it. */
    private static final int CHECKED = 64;

    private static final int PROBLEMS_SHOWN = 10;

    private final Https https;
    private final Fleet fleet;
    private final List<ResourceHandler> handlers;
    private final EventDesk events;

    BareMetalProvider(Settings settings, ConnectionContext context) {
        Credentials credentials = new LeasedCredentials(settings.username(), context);
        this.https = new Https(settings.fingerprints(), settings.timeout());
        this.fleet = new Fleet(settings.addresses(), address -> bmc(address, settings, credentials));
        Survey survey = new Survey(fleet);
        this.handlers = List.of(
                new MachineHandler(fleet, survey),
                new ControllerHandler(fleet, survey),
                handler(States.NIC_TYPE, "macAddress", survey, States::nics),
                handler(States.SENSOR_TYPE, "name", survey, States::sensors),
                part(PartKind.CHASSIS, survey),
                part(PartKind.PROCESSOR, survey),
                part(PartKind.MEMORY, survey),
                part(PartKind.DRIVE, survey),
                part(PartKind.FIRMWARE, survey),
                new BiosHandler(fleet, survey),
                new MediaHandler(fleet, survey),
                settings.protocol() == Settings.Protocol.IPMI
                        ? part(PartKind.SUBSCRIPTION, survey)
                        : new SubscriptionHandler(
                                fleet, survey, PartStates.of(PartKind.SUBSCRIPTION), context::events));
        this.events = new EventDesk(new Senders(context, System::nanoTime));
    }

    private Bmc bmc(BmcAddress address, Settings settings, Credentials credentials) {
        return switch (settings.protocol()) {
            case IPMI -> new IpmiBmc(address, credentials, settings.timeout());
            case REDFISH -> new RedfishBmc(address, credentials, https);
            case AUTO ->
                new AutoBmc(
                        new RedfishBmc(address, credentials, https),
                        new IpmiBmc(address, credentials, settings.timeout()));
        };
    }

    private ResourceHandler handler(String type, String identity, Survey survey, Survey.View view) {
        return new InventoryHandler(InventoryHandler.resourceType(type, List.of(), identity), fleet, survey, view);
    }

    private ResourceHandler part(PartKind kind, Survey survey) {
        return handler(kind.type(), "name", survey, PartStates.of(kind));
    }

    /** Leases the password from the platform each time it is needed. */
    private record LeasedCredentials(String username, ConnectionContext context) implements Credentials {
        @Override
        public SecretLease password(String purpose) throws ProviderException {
            return context.credential("password", purpose);
        }
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public Diagnostics check(OperationContext context) throws InterruptedException {
        List<BmcAddress> all = fleet.addresses();
        List<BmcAddress> asked = all.subList(0, Math.min(CHECKED, all.size()));
        List<Fleet.Answer<String>> answers = fleet.askAll(asked, Bmc::greet, context);
        List<String> greetings = new ArrayList<>();
        List<Diagnostics.Problem> problems = new ArrayList<>();
        List<Diagnostics.Problem> silent = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            BmcAddress address = asked.get(i);
            Fleet.Answer<String> answer = answers.get(i);
            answer.value().ifPresent(greeting -> greetings.add(address + ": " + greeting));
            // nothing at an address of a range is no problem, unless there is nothing at all
            answer.failure()
                    .ifPresent(failure -> (address.certain() || !Survey.NOTHING.contains(failure.code())
                                    ? problems
                                    : silent)
                            .add(problem(failure)));
        }
        if (greetings.isEmpty() && problems.isEmpty()) {
            problems.addAll(silent);
        }
        return new Diagnostics(summary(greetings, asked.size(), all.size()), shown(problems));
    }

    private static Diagnostics.Problem problem(ProviderException failure) {
        return new Diagnostics.Problem(
                failure.code(),
                failure.category(),
                failure.field()
                        .or(() -> Optional.of("addresses")
                                .filter(field -> failure.code().equals("unreachable"))),
                failure.getMessage());
    }

    private static String summary(List<String> greetings, int asked, int all) {
        String first = greetings.isEmpty() ? "" : " " + greetings.get(0) + (greetings.size() > 1 ? ", ..." : "");
        return greetings.size() + " of " + (asked < all ? "the first " + asked + " of " + all : all)
                + " addresses answer." + first;
    }

    private static List<Diagnostics.Problem> shown(List<Diagnostics.Problem> problems) {
        return problems.size() <= PROBLEMS_SHOWN ? problems : problems.subList(0, PROBLEMS_SHOWN);
    }

    @Override
    public Optional<List<Notice>> read(byte[] body) {
        return events.read(body);
    }

    @Override
    public void close() {
        fleet.close();
        https.close();
    }
}
