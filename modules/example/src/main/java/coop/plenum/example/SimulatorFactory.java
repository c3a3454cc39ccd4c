package coop.plenum.example;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/**
 * Connects to simulated worlds. Connections with the same seed and count share a world, and it lives as long as the
 * module does.
 */
@Component(service = {ProviderFactory.class, SimulatorFactory.class})
public final class SimulatorFactory implements ProviderFactory {
    private static final ProviderDescription DESCRIPTION = new ProviderDescription(
            "simulator",
            "Simulator",
            "Servers, networks and volumes that exist only here. Nothing real is touched.",
            List.of(
                    Field.of("seed", FieldType.INTEGER, "Seed").help("The same seed gives the same world."),
                    Field.of("count", FieldType.INTEGER, "Servers").help("How many servers, at most 100,000."),
                    Field.of("latencyMillis", FieldType.INTEGER, "Latency")
                            .help("How long each call takes, in milliseconds."),
                    Field.of("failureRate", FieldType.DECIMAL, "Failure rate")
                            .help("The share of calls that fail, from 0 to 1."),
                    Field.of("failureCategory", FieldType.ENUM, "Kind of failure")
                            .options(Faults.CATEGORIES)
                            .help("How calls fail; transient if empty."),
                    Field.of("driftRate", FieldType.DECIMAL, "Drift rate")
                            .help("The share of servers that change by themselves before each sync, from 0 to 1."),
                    Field.of("consoles", FieldType.URL, "Consoles")
                            .help("Page that shows the console of a server, such as one of a console proxy. It gets the"
                                    + " parameters server and ticket. Without it, servers have no console."),
                    Field.of("token", FieldType.SECRET, "Token")
                            .help("Any text, or none; \"expired\" is refused, to see what that looks like.")),
            List.of(ServerHandler.TYPE, NetworkHandler.TYPE, VolumeHandler.TYPE),
            "The simulator needs no rights. A real provider lists here what its credentials must be allowed to do.");

    private final Map<String, World> worlds = new ConcurrentHashMap<>();

    @Override
    public ProviderDescription describe() {
        return DESCRIPTION;
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        SimulatorSettings parsed = SimulatorSettings.parse(settings);
        World world = worlds.computeIfAbsent(
                parsed.seed() + "/" + parsed.count(), key -> new World(parsed.seed(), parsed.count()));
        return new Simulator(world, new Faults(parsed), parsed, context);
    }

    int worlds() {
        return worlds.size();
    }
}
