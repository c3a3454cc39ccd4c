package coop.plenum.example;

import coop.plenum.api.Values;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A simulated site: what it starts with follows from the seed, what was changed since is remembered. Thread-safe.
 */
final class World {
    private static final long MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");
    private static final String[] IMAGES = {"debian-12", "ubuntu-24.04", "rocky-9"};

    private final Shelf networks;
    private final Shelf servers;
    private final Shelf volumes;
    private final Random weather;

    World(long seed, int count) {
        int subnets = Math.max(1, count / 20);
        networks = new Shelf("net", "name", subnets, i -> network(i));
        servers = new Shelf("srv", "hostname", count, i -> server(seed, i, subnets));
        volumes = new Shelf("vol", "name", count / 2, i -> volume(seed, i));
        weather = new Random(seed);
    }

    Shelf networks() {
        return networks;
    }

    Shelf servers() {
        return servers;
    }

    Shelf volumes() {
        return volumes;
    }

    /** Changes a share of the servers, as somebody behind the platform's back would. */
    void drift(double rate) {
        int count = (int) Math.round(servers.size() * rate);
        for (int i = 0; i < count; i++) {
            servers.change(weather.nextInt(servers.size()), World::drifted);
        }
    }

    /** One more core than it should have. */
    static Values drifted(Values server) {
        return server.merge(Values.of("cores", server.integer("cores").orElse(1) + 1));
    }

    static UnaryOperator<Values> booted() {
        return server -> server.merge(Values.builder()
                .put("powerState", "on")
                .put(
                        "bootedAt",
                        Instant.ofEpochSecond(Instant.now().getEpochSecond()).toString())
                .build());
    }

    private static Values network(int i) {
        return Values.builder()
                .put("name", Shelf.id("network", i))
                .put("cidr", subnet(i) + "0/24")
                .put("vlan", 100 + i % 3900)
                .build();
    }

    private static String subnet(int network) {
        return "10." + network / 256 % 256 + "." + network % 256 + ".";
    }

    private static Values server(long seed, int i, int subnets) {
        Random random = new Random(seed * 31 + i);
        int network = i % subnets;
        int cores = 1 << random.nextInt(6);
        boolean on = random.nextInt(10) > 0;
        return Values.builder()
                .put("hostname", Shelf.id("server", i))
                .put("cores", cores)
                .put("memory", cores * 4)
                .put("image", IMAGES[random.nextInt(IMAGES.length)])
                .put("network", "external:" + NetworkHandler.TYPE + ":" + Shelf.id("net", network))
                .put("powerState", on ? "on" : "off")
                .put("address", subnet(network) + (10 + i / subnets % 240))
                .put(
                        "mac",
                        "02:00:" + MAC.formatHex(new byte[] {(byte) seed, (byte) (i >> 16), (byte) (i >> 8), (byte) i}))
                .put(
                        "bootedAt",
                        Instant.ofEpochSecond(MIDNIGHT - random.nextInt(10_000_000))
                                .toString())
                .build();
    }

    private static Values volume(long seed, int i) {
        return Values.builder()
                .put("name", Shelf.id("volume", i))
                .put("size", 10 << new Random(seed * 37 + i).nextInt(6))
                .put("kind", "disk")
                .put("server", "external:" + ServerHandler.TYPE + ":" + Shelf.id("srv", i * 2))
                .build();
    }
}
