package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.baremetal.bmc.PartKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** Connects to management controllers. */
@Component
public final class BareMetalProviderFactory implements ProviderFactory {
    private static final String LEAST_PRIVILEGE = """
            A local user of the controller's own, not the maker's default one.

            - **IPMI**: privilege level *Operator* on the LAN channel, cipher suite 17 or 3 enabled. *User* is enough to \
            look without acting.
            - **Redfish**: a role with `Login` and `ConfigureComponents`; on most controllers the predefined role \
            *Operator*. *ReadOnly* is enough to look without acting; writing firmware, clearing logs and subscriptions \
            need `ConfigureManager` besides.
            """;

    private static final List<String> TYPES = Stream.concat(
                    Stream.of(States.MACHINE_TYPE, States.BMC_TYPE, States.NIC_TYPE, States.SENSOR_TYPE),
                    Arrays.stream(PartKind.values()).map(PartKind::type))
            .toList();

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "baremetal",
                "Bare metal",
                "Machines in their racks, over Redfish or IPMI 2.0.",
                List.of(
                        Field.of("protocol", FieldType.ENUM, "Protocol")
                                .options("auto", "redfish", "ipmi")
                                .help("auto speaks Redfish where it is answered, else IPMI."),
                        Field.of("addresses", FieldType.STRING, "Addresses of the controllers")
                                .flags(Flag.REQUIRED, Flag.MULTIPLE)
                                .help("Hosts, host:port, or ranges such as 10.0.0.0/24 or 127.0.0.1:6231-6240; at most "
                                        + AddressList.MOST + "."),
                        Field.of("username", FieldType.STRING, "User name").flags(Flag.REQUIRED),
                        Field.of("password", FieldType.SECRET, "Password").flags(Flag.REQUIRED),
                        Field.of("tlsTrust", FieldType.ENUM, "Trust in certificates")
                                .options("system", "pinned")
                                .help("For Redfish: what this server trusts, or only the fingerprints below."),
                        Field.of("certificateFingerprints", FieldType.STRING, "Certificate fingerprints")
                                .flags(Flag.MULTIPLE)
                                .help("SHA-256, one per controller. The connection test shows the one it meets."),
                        Field.of("timeout", FieldType.DURATION, "Time-out")
                                .help("For a single answer, PT5S unless given.")),
                TYPES,
                LEAST_PRIVILEGE);
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        return new BareMetalProvider(Settings.parse(settings), context);
    }
}
