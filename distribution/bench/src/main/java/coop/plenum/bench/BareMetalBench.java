package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Syncs of many Redfish controllers on which nothing has changed: {@code BareMetalBench HOME [CONTROLLERS] [TIMES]
 * [MILLIS]}, the last being what each answer takes. The baseline reads exactly the same resources, as many controllers at
 * once, each one after the other, and looks at nothing of them.
 */
final class BareMetalBench {
    /** As many as the provider asks at once. */
    private static final int AT_ONCE = 32;

    private BareMetalBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        long millis = arguments.length > 3 ? Long.parseLong(arguments[3]) : 10;
        try (Controllers controllers = new Controllers(count, millis);
                StartedProcess started = StartedProcess.plenum(
                        home, Files.createTempDirectory("bench-metal"), "infrastructure,baremetal")) {
            BenchClient client = BenchClient.signedIn(started.port());
            String connection = connect(client, controllers);
            JsonNode first = client.sync(connection);
            double[] synced = new double[times];
            double[] raw = new double[times];
            long written = 0;
            int requests = 0;
            for (int i = 0; i < times; i++) {
                controllers.asked();
                JsonNode again = client.sync(connection);
                synced[i] = BenchClient.seconds(again);
                written += again.at("/result/updated").asLong()
                        + again.at("/result/created").asLong();
                Map<Integer, List<String>> asked = controllers.asked();
                requests = asked.values().stream().mapToInt(List::size).sum();
                raw[i] = raw(asked);
            }
            Spread plenum = Spread.of(DoubleStream.of(synced));
            Spread reads = Spread.of(DoubleStream.of(raw));
            System.out.println("{\"bench\":\"baremetal\",\"controllers\":" + count + ",\"millisEach\":" + millis
                    + ",\"requests\":" + requests + ",\"seen\":" + first.at("/result/seen") + ",\"firstSeconds\":"
                    + BenchClient.seconds(first) + ",\"seconds\":" + plenum + ",\"written\":" + written
                    + ",\"rawSeconds\":" + reads
                    + ",\"times\":" + Math.round(100 * plenum.median() / reads.median()) / 100.0
                    + ",\"residentMebibytes\":" + Math.round(started.residentMebibytes()) + "}");
        }
    }

    private static String connect(BenchClient client, Controllers controllers)
            throws IOException, InterruptedException {
        while (!client.get("/api/v1/ext/infrastructure/providers").body().contains("\"baremetal\"")) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return BenchClient.json(client.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of(
                                "title",
                                "bench",
                                "provider",
                                "baremetal",
                                "syncEvery",
                                "off",
                                "callsPerSecond",
                                1000,
                                "settings",
                                Map.of(
                                        "protocol",
                                        "redfish",
                                        "addresses",
                                        controllers.ports().stream()
                                                .map(port -> "127.0.0.1:" + port)
                                                .toList(),
                                        "username",
                                        "bench",
                                        "timeout",
                                        "PT30S",
                                        "tlsTrust",
                                        "pinned",
                                        "certificateFingerprints",
                                        List.of(controllers.fingerprint())),
                                "secrets",
                                Map.of("password", "bench"))))
                .path("id")
                .asText();
    }

    private static double raw(Map<Integer, List<String>> asked)
            throws GeneralSecurityException, ExecutionException, InterruptedException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
        HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            long begin = System.nanoTime();
            List<Future<Integer>> reads = new ArrayList<>();
            asked.forEach((port, paths) -> reads.add(threads.submit(() -> read(http, port, paths))));
            for (Future<Integer> read : reads) {
                read.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }

    private static int read(HttpClient http, int port, List<String> paths) throws IOException, InterruptedException {
        int bytes = 0;
        for (String path : paths) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                    .header("X-Auth-Token", "bench")
                    .build();
            bytes += http.send(request, BodyHandlers.ofByteArray()).body().length;
        }
        return bytes;
    }

    /** The baseline checks nothing: it talks to this very process. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
