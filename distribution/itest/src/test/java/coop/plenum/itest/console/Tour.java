package coop.plenum.itest.console;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The addresses of all pages: the route table of the console itself, with something that is there in the place of each
 * parameter. A route for which nothing is known here fails, so that no page is left out.
 */
final class Tour {
    private static final Pattern ROUTE = Pattern.compile("\\{ path: '([^']+)'[^\n]*");

    private final Client admin;

    Tour(Client admin) {
        this.admin = admin;
    }

    /** Pages that are shown without logging in. */
    static final List<Stop> ANYBODY = List.of(new Stop("login", "/console/login"), new Stop("setup", "/console/setup"));

    /** A page to look at; its name is that of the picture. */
    record Stop(String name, String path) {}

    /** What the administrator sees. */
    List<Stop> stops() throws IOException {
        Map<String, Stop> stops = new LinkedHashMap<>();
        for (String route : routes("((?!anybody: true).)*")) {
            for (String path : paths(route)) {
                String name = name(path);
                for (int again = 2; stops.containsKey(name); again++) {
                    name = name(path) + "-" + again;
                }
                stops.put(name, new Stop(name, "/console" + path));
            }
        }
        return List.copyOf(stops.values());
    }

    private static String name(String path) {
        String name = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "one")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "overview" : name;
    }

    /** The pages that stand in the navigation, without what they can be narrowed to. */
    static List<Stop> navigation() throws IOException {
        return routes(".*nav: .*").stream()
                .map(path -> path.replaceAll("/:\\w+\\?", ""))
                .map(path -> new Stop(name(path), "/console" + path))
                .toList();
    }

    private static List<String> routes(String line) throws IOException {
        Path table = Path.of(System.getProperty("plenum.root"), "modules/console/src/main/web/shell/routes.js");
        Matcher routes = ROUTE.matcher(Files.readString(table));
        List<String> found = new ArrayList<>();
        while (routes.find()) {
            if (routes.group().matches(line)) {
                found.add(routes.group(1));
            }
        }
        return found;
    }

    private List<String> paths(String route) {
        return switch (route) {
            case "/items/:id/edit" -> List.of("/items/" + item() + "/edit");
            case "/items/:id/:tab?" ->
                Stream.concat(
                                Stream.of("", "/references", "/revisions", "/operations", "/audit"),
                                contributions("item-tab").map(tab -> "/" + tab.element()))
                        .map(tab -> "/items/" + item() + tab)
                        .toList();
            case "/items/new" -> List.of("/items/new", "/items/new?type=example.server");
            case "/connections/:id?/:part?" ->
                List.of(
                        "/connections",
                        "/connections/new",
                        "/connections/new?provider=simulator",
                        "/connections/" + first("ext/infrastructure/connections", ""));
            case "/changes/:id" -> List.of("/changes/" + first("items", "type=infrastructure.change"));
            case "/operations/:id" ->
                List.of(
                        "/operations/" + first("operations", "status=failed"),
                        "/operations/" + first("operations", "status=succeeded"));
            case "/modules/:name?" ->
                List.of(
                        "/modules",
                        "/modules?tab=catalog",
                        "/modules?tab=upload",
                        "/modules/example",
                        "/modules/baremetal?change=install");
            case "/access/:section?/:id?" ->
                List.of(
                        "/access",
                        "/access/users",
                        "/access/users/" + first("users", ""),
                        "/access/groups",
                        "/access/roles",
                        "/access/grants",
                        "/access/tokens",
                        "/access/spaces",
                        "/access/why");
            case "/types/:name?/:tab?" -> List.of("/types", "/types/example.server");
            case "/audit/:index?" -> List.of("/audit", "/audit?outcome=FAILURE", "/audit/0");
            case "/system/:tab?" -> List.of("/system", "/system/logs", "/system/safe-mode", "/system/api");
            case "/x/:module/:element" ->
                contributions("nav")
                        .map(page -> "/x/" + page.module() + "/" + page.element())
                        .toList();
            default -> {
                if (route.contains(":")) {
                    throw new AssertionError("The tour does not know what to show at " + route);
                }
                yield List.of(route);
            }
        };
    }

    /** The one that has drifted, so that its page has most to show. */
    private String item() {
        return first("items", "type=example.server&filter=drifted");
    }

    private String first(String list, String query) {
        JsonNode items =
                admin.get("/api/v1/" + list + "?" + query).expect(200).json().path("items");
        if (items.isEmpty()) {
            throw new AssertionError("nothing in " + list + " with " + query);
        }
        return items.path(0).path("id").asText();
    }

    /** What an extension puts somewhere. */
    private record Contribution(String module, String element) {}

    private Stream<Contribution> contributions(String place) {
        List<Contribution> found = new ArrayList<>();
        for (JsonNode module :
                admin.get("/api/v1/ext/console/extensions").expect(200).json().path("items")) {
            for (JsonNode contribution : module.path("contributions")) {
                if (contribution.path("place").asText().equals(place)) {
                    found.add(new Contribution(
                            module.path("module").asText(),
                            contribution.path("element").asText()));
                }
            }
        }
        return found.stream();
    }
}
