package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the addresses of a subnet lie in it. Looks nothing up. */
final class Addresses {
    private Addresses() {}

    /** A range of addresses. */
    private record Range(BigInteger base, int hostBits, int bytes) {
        boolean has(byte[] address) {
            return address.length == bytes
                    && new BigInteger(1, address).shiftRight(hostBits).equals(base.shiftRight(hostBits));
        }
    }

    static List<Violation> check(Values subnet) {
        List<Violation> problems = new ArrayList<>();
        Optional<String> cidr = subnet.text("cidr");
        Optional<Range> range = cidr.flatMap(Addresses::range);
        if (cidr.isPresent() && range.isEmpty()) {
            problems.add(new Violation("/cidr", "invalid-value", "A network such as 10.0.0.0/24 is expected."));
        }
        subnet.integer("ipVersion").ifPresent(version -> {
            if (range.isPresent() && version != (range.get().bytes() == 4 ? 4 : 6)) {
                problems.add(new Violation("/ipVersion", "contradiction", "The range is of the other version."));
            }
        });
        subnet.text("gateway")
                .filter(gateway -> range.isPresent()
                        && parse(gateway).filter(range.get()::has).isEmpty())
                .ifPresent(gateway -> problems.add(
                        new Violation("/gateway", "outside-range", gateway + " is no address of " + cidr.get() + ".")));
        List<?> servers = subnet.list("dnsServers");
        for (int i = 0; i < servers.size(); i++) {
            if (parse(String.valueOf(servers.get(i))).isEmpty()) {
                problems.add(new Violation(
                        "/dnsServers/" + i, "invalid-value", "\"" + servers.get(i) + "\" is no IP address."));
            }
        }
        return problems;
    }

    private static Optional<Range> range(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(cidr, slash + 1, cidr.length(), 10);
        return parse(cidr.substring(0, slash))
                .filter(address -> length <= address.length * 8)
                .map(address -> new Range(new BigInteger(1, address), address.length * 8 - length, address.length));
    }

    private static Optional<byte[]> parse(String address) {
        // a name would be looked up
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
