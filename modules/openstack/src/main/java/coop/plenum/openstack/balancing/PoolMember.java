package coop.plenum.openstack.balancing;

import coop.plenum.api.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of those that a pool shares the work among. As a text it is {@code 10.0.0.5:8080}, with {@code weight=5},
 * {@code backup}, {@code disabled} and {@code subnet=<id>} after it in this order, each only when it is not as usual.
 *
 * @param subnet id; empty: the load balancer's
 */
record PoolMember(String address, int port, int weight, boolean backup, boolean disabled, Optional<String> subnet)
        implements Comparable<PoolMember> {
    static final String FORM =
            "10.0.0.5:8080 or [fd00::5]:8080, and then, only where it is so, weight=5 backup disabled"
                    + " subnet=<id>, in this order";
    private static final int USUAL_WEIGHT = 1;
    private static final int HIGHEST_PORT = 65_535;
    private static final int HIGHEST_WEIGHT = 256;
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|(\\d{1,3}(?:\\.\\d{1,3}){3})):(\\d{1,5})"
                    + "(?: weight=(\\d{1,3}))?( backup)?( disabled)?(?: subnet=([0-9A-Za-z-]{1,64}))?");

    /** @return empty when it is not written as above */
    static Optional<PoolMember> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(1) == null ? parts.group(2) : parts.group(1);
        int weight = parts.group(4) == null ? USUAL_WEIGHT : Integer.parseInt(parts.group(4));
        PoolMember member = new PoolMember(
                address,
                Integer.parseInt(parts.group(3)),
                weight,
                parts.group(5) != null,
                parts.group(6) != null,
                Optional.ofNullable(parts.group(7)));
        boolean sane = member.port >= 1 && member.port <= HIGHEST_PORT && weight <= HIGHEST_WEIGHT;
        // what is usual is not said: else the same member could be written in two ways, and would differ from itself
        return sane && member.toString().equals(text) ? Optional.of(member) : Optional.empty();
    }

    static PoolMember read(Values json) {
        return new PoolMember(
                json.requireText("address"),
                (int) json.integer("protocol_port").orElse(0),
                (int) json.integer("weight").orElse(USUAL_WEIGHT),
                json.flag("backup").orElse(false),
                !json.flag("admin_state_up").orElse(true),
                json.text("subnet_id"));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("address", address);
        json.put("protocol_port", port);
        json.put("weight", weight);
        json.put("backup", backup);
        json.put("admin_state_up", !disabled);
        subnet.ifPresent(id -> json.put("subnet_id", id));
        return json;
    }

    @Override
    public int compareTo(PoolMember other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port
                + (weight == USUAL_WEIGHT ? "" : " weight=" + weight)
                + (backup ? " backup" : "")
                + (disabled ? " disabled" : "")
                + subnet.map(id -> " subnet=" + id).orElse("");
    }
}
