package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The console in a real browser: first load without a cache, first page of the inventory and a typed filter over many
 * items, against the same list read without a browser; and what open live tabs cost the server:
 * {@code ConsoleBench HOME [ITEMS] [ROUNDS]}.
 */
final class ConsoleBench {
    private static final int TABS = 100;
    private static final int WATCHED_SECONDS = 20;
    private static final String LIST = "inventory?type=bench.server&sort=title";
    private static final String AT_START = """
            globalThis.rows = when(() => deep('tbody tr').length >= 50);
            globalThis.usable = when(() => deep('h1').length > 0 && deep('main').length > 0
                && deep('plenum-skeleton').length === 0);
            """;

    private final BenchClient client;
    private final Chrome chrome;
    private final URI console;
    private final int rounds;

    private ConsoleBench(BenchClient client, Chrome chrome, URI console, int rounds) {
        this.client = client;
        this.chrome = chrome;
        this.console = console;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 40;
        try (StartedProcess started = StartedProcess.plenum(
                        home, Files.createTempDirectory("bench-console"), "console,infrastructure");
                Chrome chrome = Chrome.open()) {
            BenchClient client = BenchClient.signedIn(started.port());
            ListBench.fill(client, items);
            URI console = URI.create("http://127.0.0.1:" + started.port() + "/console/");
            chrome.cdp(
                    "Network.setCookie",
                    Map.of(
                            "url", console.toString(),
                            "name", client.cookieName(),
                            "value", client.cookieValue(),
                            "httpOnly", true,
                            "sameSite", "Strict"));
            chrome.atStart(AT_START);
            ConsoleBench bench = new ConsoleBench(client, chrome, console, rounds);
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\":\"console\",\"items\":%d,\"firstLoad\":%s,\"firstPage\":%s,\"fromNavigation\":%s,\"filter\":%s,"
                            + "\"listByRest\":%s,\"liveTabs\":%s}%n",
                    items,
                    bench.firstLoad(),
                    bench.firstPage(),
                    bench.fromNavigation(),
                    bench.filter(items),
                    bench.listByRest(),
                    bench.liveTabs(started));
        }
    }

    private String firstLoad() throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < rounds; i++) {
            chrome.go(URI.create("about:blank"));
            chrome.cdp("Network.clearBrowserCache", Map.of());
            chrome.go(console);
            millis.add(chrome.evaluate("usable").asDouble());
            JsonNode sizes = chrome.evaluate("performance.getEntries().filter((e) => e.transferSize)"
                    + ".map((e) => e.transferSize).reduce((a, b) => a + b, 0)");
            bytes = sizes.asLong();
        }
        return String.format(Locale.ROOT, "{\"kibibytes\":%.1f,\"usableMillis\":%s}", bytes / 1024.0, figures(millis));
    }

    private String firstPage() throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            chrome.go(console.resolve(LIST));
            millis.add(chrome.evaluate("rows").asDouble());
        }
        return figures(millis);
    }

    /** By the navigation, with the console already there. */
    private String fromNavigation() throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            chrome.go(console);
            chrome.evaluate("usable");
            millis.add(chrome.evaluate("(() => { const since = performance.now();"
                            + " deep('a').find((a) => new URL(a.href).pathname === '/console/inventory').click();"
                            + " return when(() => deep('tbody tr').length >= 50, since); })()")
                    .asDouble());
        }
        return figures(millis);
    }

    private String filter(int items) throws IOException, InterruptedException {
        chrome.go(console.resolve(LIST));
        chrome.evaluate("rows");
        chrome.evaluate("deep('plenum-button').find((b) => b.textContent.trim().startsWith('Filter')).click()");
        chrome.evaluate("when(() => deep('#cel').length === 1)");
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            String first = ListBench.title(ThreadLocalRandom.current().nextInt(items));
            millis.add(chrome.evaluate("(() => { const cel = deep('#cel')[0]; const since = performance.now();"
                            + " cel.value = 'title >= \"" + first + "\"';"
                            + " cel.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));"
                            + " return when(() => deep('tbody tr')[0]?.textContent.includes('" + first
                            + "'), since); })()")
                    .asDouble());
        }
        return figures(millis);
    }

    private String listByRest() throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            client.get("/api/v1/items?type=bench.server&sort=title&limit=50");
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return figures(millis);
    }

    /** Shares of one core: with nothing open, with idle tabs, and with tabs that hear of a new item each second. */
    private String liveTabs(StartedProcess started) throws IOException, InterruptedException {
        chrome.go(URI.create("about:blank"));
        double without = share(started, false);
        List<HttpResponse<InputStream>> tabs = new ArrayList<>();
        try {
            for (int i = 0; i < TABS; i++) {
                tabs.add(client.stream("/api/v1/events"));
            }
            return String.format(
                    Locale.ROOT,
                    "{\"tabs\":%d,\"coreWithout\":%.4f,\"coreIdle\":%.4f,\"coreWithNews\":%.4f}",
                    TABS,
                    without,
                    share(started, false),
                    share(started, true));
        } finally {
            for (HttpResponse<InputStream> tab : tabs) {
                tab.body().close();
            }
        }
    }

    private double share(StartedProcess started, boolean news) throws IOException, InterruptedException {
        double before = started.cpuSeconds();
        for (int i = 0; i < WATCHED_SECONDS; i++) {
            if (news) {
                client.post("/api/v1/items", Map.of("type", "bench.server", "title", "news", "values", Map.of()));
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return (started.cpuSeconds() - before) / WATCHED_SECONDS;
    }

    private static String figures(List<Double> millis) {
        double[] all = millis.stream().mapToDouble(Double::doubleValue).toArray();
        return String.format(
                Locale.ROOT,
                "{\"medianMillis\":%.1f,\"p95Millis\":%.1f}",
                Spread.percentile(all, 0.5),
                Spread.percentile(all, 0.95));
    }
}
