package coop.plenum.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Many fake Redfish services with one machine each, which take their time for each answer, as controllers do. */
final class Controllers implements AutoCloseable {
    private static final int THREADS = 96;
    private static final char[] STORE = "bench-store".toCharArray();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<HttpsServer> servers = new ArrayList<>();
    private final Map<Integer, List<String>> asked = new ConcurrentHashMap<>();
    private final SSLContext tls;
    private final String fingerprint;
    private final long millis;

    Controllers(int count, long millis) throws IOException, InterruptedException, GeneralSecurityException {
        // else each answer waits for an acknowledgement of its header
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.millis = millis;
        KeyStore store = certificate();
        this.fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(store.getCertificate("bench").getEncoded()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE);
        this.tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        for (int i = 0; i < count; i++) {
            servers.add(serve(i));
        }
    }

    private static KeyStore certificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createTempDirectory("bench-tls").resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "bench",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=bench",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(STORE))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE);
        }
        return store;
    }

    private HttpsServer serve(int number) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Map<String, byte[]> tree = tree(number);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        int port = server.getAddress().getPort();
        server.createContext("/", exchange -> answer(exchange, port, tree));
        server.start();
        return server;
    }

    List<Integer> ports() {
        return servers.stream().map(server -> server.getAddress().getPort()).toList();
    }

    String fingerprint() {
        return fingerprint;
    }

    /** What was asked for since the last call, by port, in order. */
    Map<Integer, List<String>> asked() {
        Map<Integer, List<String>> copy = new LinkedHashMap<>(asked);
        asked.clear();
        return copy;
    }

    private void answer(HttpExchange exchange, int port, Map<String, byte[]> tree) throws IOException {
        try (exchange) {
            TimeUnit.MILLISECONDS.sleep(millis);
            String path = exchange.getRequestURI().toString();
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("X-Auth-Token", "bench");
                send(exchange, 201, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                return;
            }
            asked.computeIfAbsent(port, key -> new CopyOnWriteArrayList<>()).add(path);
            byte[] body = tree.get(path);
            send(exchange, body == null ? 404 : 200, body == null ? new byte[] {'{', '}'} : body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, byte[]> tree(int number) throws IOException {
        Map<String, Map<String, ?>> tree = new LinkedHashMap<>();
        String system = "/redfish/v1/Systems/1";
        String manager = "/redfish/v1/Managers/1";
        tree.put(
                "/redfish/v1/",
                links(
                        Map.of("RedfishVersion", "1.17.0", "Id", "RootService"),
                        "Systems",
                        "/redfish/v1/Systems",
                        "Chassis",
                        "/redfish/v1/Chassis",
                        "Managers",
                        "/redfish/v1/Managers",
                        "UpdateService",
                        "/redfish/v1/UpdateService"));
        collection(tree, "/redfish/v1/Systems", "", 0, Map.of());
        tree.put("/redfish/v1/Systems", Map.of("Members", List.of(link(system))));
        Map<String, Object> machine = new LinkedHashMap<>(links(
                Map.of("Id", "1", "Model", "Bench", "SerialNumber", "SN" + number, "PowerState", "On"),
                "Processors",
                system + "/Processors",
                "Memory",
                system + "/Memory",
                "Storage",
                system + "/Storage",
                "EthernetInterfaces",
                system + "/EthernetInterfaces",
                "LogServices",
                system + "/LogServices"));
        machine.put(
                "Links",
                Map.of("Chassis", List.of(link("/redfish/v1/Chassis/0")), "ManagedBy", List.of(link(manager))));
        tree.put(system, machine);
        collection(tree, system + "/Processors", "CPU", 2, Map.of("TotalCores", 32, "Model", "Fast"));
        collection(tree, system + "/Memory", "DIMM", 16, Map.of("CapacityMiB", 65536, "MemoryDeviceType", "DDR5"));
        List<Map<String, Object>> drives = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String drive = system + "/Storage/0/Drives/" + i;
            drives.add(link(drive));
            tree.put(drive, Map.of("@odata.id", drive, "Id", "D" + i, "CapacityBytes", 4_000_000_000L));
        }
        collection(tree, system + "/Storage", "RAID", 1, Map.of("Drives", drives));
        collection(tree, system + "/EthernetInterfaces", "NIC", 4, Map.of("MACAddress", "02:00:00:00:00:01"));
        collection(tree, system + "/LogServices", "SEL", 0, Map.of());
        collection(tree, "/redfish/v1/Chassis", "Chassis", 1, Map.of("ChassisType", "RackMount"));
        tree.put("/redfish/v1/Managers", Map.of("Members", List.of(link(manager))));
        tree.put(
                manager,
                links(
                        Map.of("Id", "1", "FirmwareVersion", "1.2"),
                        "EthernetInterfaces",
                        manager + "/EthernetInterfaces",
                        "VirtualMedia",
                        manager + "/VirtualMedia"));
        collection(tree, manager + "/EthernetInterfaces", "NIC", 1, Map.of("MACAddress", "02:00:00:00:00:02"));
        collection(tree, manager + "/VirtualMedia", "CD", 2, Map.of("Inserted", false));
        tree.put(
                "/redfish/v1/UpdateService",
                links(
                        Map.of("Id", "UpdateService"),
                        "FirmwareInventory",
                        "/redfish/v1/UpdateService/FirmwareInventory"));
        collection(tree, "/redfish/v1/UpdateService/FirmwareInventory", "FW", 8, Map.of("Version", "3.1"));
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, ?>> entry : tree.entrySet()) {
            Map<String, Object> whole = new LinkedHashMap<>(Map.of("@odata.id", entry.getKey()));
            whole.putAll(entry.getValue());
            bytes.put(entry.getKey(), JSON.writeValueAsBytes(whole));
        }
        return bytes;
    }

    private static Map<String, Object> link(String to) {
        return Map.of("@odata.id", to);
    }

    private static Map<String, Object> links(Map<String, ?> values, String... namesAndTargets) {
        Map<String, Object> resource = new LinkedHashMap<>(values);
        for (int i = 0; i < namesAndTargets.length; i += 2) {
            resource.put(namesAndTargets[i], link(namesAndTargets[i + 1]));
        }
        return resource;
    }

    private static void collection(
            Map<String, Map<String, ?>> tree, String path, String id, int count, Map<String, ?> each) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> member = new LinkedHashMap<>(Map.of("Id", id + i, "Name", id + " " + i));
            member.putAll(each);
            tree.put(path + "/" + i, member);
            members.add(link(path + "/" + i));
        }
        tree.put(path, Map.of("Members", members));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
