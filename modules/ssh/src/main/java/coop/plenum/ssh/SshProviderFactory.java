package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderFactory;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Connects to machines that are there already. */
@Component
public final class SshProviderFactory implements ProviderFactory {
    private static final String LEAST_PRIVILEGE = """
            An account of its own on each host, with a login shell, a key and no password. Where there is only a password yet, \
            rotating replaces it by a key.

            - **Look**: nothing else. Serial number and UUID are shown to root only on most systems; to see them, allow \
            `/usr/bin/cat /sys/class/dmi/id/product_serial, /usr/bin/cat /sys/class/dmi/id/product_uuid` by sudo with \
            `NOPASSWD`.
            - **Reboot**: `/usr/sbin/shutdown -r now` by sudo with `NOPASSWD`.
            - **Commands, scripts and files**: what the account may do by itself, and what sudo allows it.
            - **Rotate the key**: to write its own `~/.ssh/authorized_keys`.
            """;

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                        "ssh",
                        "Existing machines",
                        "Machines that are there already, over SSH: one user and one key on many hosts.",
                        List.of(
                                Field.of("addresses", FieldType.STRING, "Addresses")
                                        .flags(Flag.MULTIPLE)
                                        .help("Hosts, host:port, or ranges such as 10.0.0.0/24, 10.0.0.10-10.0.0.50 or "
                                                + "127.0.0.1:2301-2310; at most " + AddressList.MOST
                                                + ". Others can be enrolled one by one."),
                                Field.of("username", FieldType.STRING, "User name")
                                        .flags(Flag.REQUIRED),
                                Field.of(Logins.PRIVATE_KEY, FieldType.SECRET, "Private key")
                                        .help("In the form of OpenSSH, the whole file."),
                                Field.of(Logins.PASSPHRASE, FieldType.SECRET, "Passphrase of the key"),
                                Field.of(Logins.PASSWORD, FieldType.SECRET, "Password")
                                        .help("Where there is no key."),
                                Field.of("hostKeyTrust", FieldType.ENUM, "Trust in host keys")
                                        .options("first-use", "pinned")
                                        .help(
                                                "The first key that a host shows, or only the fingerprints below; either way it is"
                                                        + " kept and any other is refused."),
                                Field.of("hostKeyFingerprints", FieldType.STRING, "Host key fingerprints")
                                        .flags(Flag.MULTIPLE)
                                        .help("SHA-256, as ssh-keygen -lf shows them."),
                                Field.of("become", FieldType.BOOLEAN, "Read facts as root")
                                        .help("By sudo -n, for serial numbers; where it is refused they are left out."),
                                Field.of("timeout", FieldType.DURATION, "Time-out")
                                        .help("For connecting and logging in, PT10S unless given.")),
                        List.of(Host.TYPE),
                        LEAST_PRIVILEGE)
                .rotating(Logins.PRIVATE_KEY, Logins.PASSWORD);
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        return new SshProvider(Settings.parse(settings), context);
    }
}
