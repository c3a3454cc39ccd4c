package coop.plenum.console.extension;

import com.fasterxml.jackson.jr.ob.JSON;
import coop.plenum.api.console.Contribution;
import coop.plenum.api.console.Contribution.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a module declares what it adds, read and checked.
 *
 * @param contributions those that are right, as they were declared
 * @param problems what is wrong with the rest, a sentence each
 */
record Manifest(int api, List<Contribution> contributions, List<String> problems) {
    private static final int MAX_CONTRIBUTIONS = 100;
    private static final Set<String> MEMBERS =
            Set.of("place", "element", "title", "icon", "script", "permission", "target");
    private static final Pattern ELEMENT = Pattern.compile("[a-z][a-z0-9-]{0,99}");
    private static final Pattern ICON = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern SCRIPT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}\\.m?js");
    private static final Pattern PERMISSION = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final Map<String, Place> PLACES = places();

    private static Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Place place : Place.values()) {
            places.put(place.name().toLowerCase(Locale.ROOT).replace('_', '-'), place);
        }
        return places;
    }

    static Manifest broken(int api, String problem) {
        return new Manifest(api, List.of(), List.of(problem));
    }

    /** @param exists whether there is a file of that path beside the scripts */
    static Manifest read(String module, byte[] json, Predicate<String> exists) {
        Map<String, Object> document;
        try {
            document = JSON.std.mapFrom(json);
        } catch (IOException e) {
            return broken(0, Contribution.RESOURCE + " is no JSON object: " + firstLine(e) + ".");
        }
        if (!(document.get("api") instanceof Integer api)) {
            return broken(
                    0, "\"api\" is missing: the version of the console's contract, " + Contribution.API + " today.");
        }
        if (!(document.get("contributions") instanceof List<?> list) || list.size() > MAX_CONTRIBUTIONS) {
            return broken(api, "\"contributions\" must be an array of at most " + MAX_CONTRIBUTIONS + " objects.");
        }
        Manifest manifest = check(module, api, document, list, exists);
        // what can be read of another version is kept, so that the console can say in each place why it is not shown
        return api == Contribution.API
                ? manifest
                : new Manifest(api, manifest.contributions(), List.of(otherVersion(api)));
    }

    private static String otherVersion(int api) {
        return "It is written for version " + api + " of the console's contract, and this console has version "
                + Contribution.API + ". Upgrade " + (api > Contribution.API ? "Plenum." : "the module.");
    }

    private static Manifest check(
            String module, int api, Map<String, Object> document, List<?> list, Predicate<String> exists) {
        List<String> problems = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(document.keySet());
        unknown.removeAll(Set.of("api", "contributions"));
        unknown.forEach(name -> problems.add("\"" + name + "\" is unknown."));
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Entry entry = new Entry(module, list.get(i), exists);
            Optional<Contribution> contribution = entry.read();
            contribution.ifPresent(contributions::add);
            if (contribution.isEmpty()) {
                problems.add("Contribution " + (i + 1) + ": " + String.join(" ", entry.problems));
            }
        }
        return new Manifest(api, List.copyOf(contributions), List.copyOf(problems));
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? "unreadable"
                : message.lines().findFirst().orElse("unreadable").replaceFirst("\\.$", "");
    }

    /** One object of the array. */
    private static final class Entry {
        private final String module;
        private final Map<?, ?> members;
        private final Predicate<String> exists;
        private final List<String> problems = new ArrayList<>();

        Entry(String module, @Nullable Object declared, Predicate<String> exists) {
            this.module = module;
            this.exists = exists;
            this.members = declared instanceof Map<?, ?> map ? map : Map.of();
        }

        Optional<Contribution> read() {
            members.keySet().stream()
                    .map(String::valueOf)
                    .filter(name -> !MEMBERS.contains(name))
                    .sorted()
                    .forEach(name -> problems.add("\"" + name + "\" is unknown."));
            Optional<Place> place = place();
            Contribution contribution = new Contribution(
                    place.orElse(Place.NAV),
                    required("element", this::wrongElement),
                    required("title", title -> wrongTitle(title)),
                    optional("icon", icon -> matches(ICON, icon, "must be the name of an icon.")),
                    required("script", this::wrongScript),
                    required(
                            "permission",
                            permission -> matches(PERMISSION, permission, "must be the name of a permission.")),
                    place.isEmpty() ? Optional.empty() : target(place.get()));
            return problems.isEmpty() ? Optional.of(contribution) : Optional.empty();
        }

        private Optional<Place> place() {
            Object declared = members.get("place");
            Optional<Place> place = Optional.ofNullable(declared instanceof String name ? PLACES.get(name) : null);
            if (place.isEmpty()) {
                problems.add("\"place\" must be one of " + String.join(", ", PLACES.keySet()) + ".");
            }
            return place;
        }

        private Optional<String> target(Place place) {
            Optional<String> target = optional("target", text -> Optional.empty());
            boolean needed = place == Place.FIELD_WIDGET || place == Place.CONNECTION_FORM;
            boolean senseless = place == Place.NAV || place == Place.DASHBOARD_TILE;
            if (needed && target.isEmpty()) {
                problems.add("\"target\" must name the " + (place == Place.FIELD_WIDGET ? "field type." : "provider."));
            } else if (senseless && target.isPresent()) {
                problems.add("\"target\" has no meaning here.");
            }
            return target;
        }

        private Optional<String> wrongElement(String element) {
            String prefix = module + "-";
            boolean right = ELEMENT.matcher(element).matches()
                    && element.startsWith(prefix)
                    && element.length() > prefix.length();
            return right
                    ? Optional.empty()
                    : Optional.of(
                            "must begin with \"" + prefix + "\" and consist of small letters, digits and hyphens.");
        }

        private static Optional<String> wrongTitle(String title) {
            return title.length() <= Contribution.MAX_TITLE && !title.isBlank()
                    ? Optional.empty()
                    : Optional.of("must have 1 to " + Contribution.MAX_TITLE + " characters.");
        }

        private Optional<String> wrongScript(String script) {
            if (!SCRIPT.matcher(script).matches()
                    || Arrays.asList(script.split("/", -1)).contains("..")) {
                return Optional.of("must be a path of a .js file in " + Contribution.FOLDER + "/.");
            }
            return exists.test(script)
                    ? Optional.empty()
                    : Optional.of("names " + script + ", which is not in " + Contribution.FOLDER + "/.");
        }

        private static Optional<String> matches(Pattern pattern, String text, String otherwise) {
            return pattern.matcher(text).matches() ? Optional.empty() : Optional.of(otherwise);
        }

        private String required(String name, Check check) {
            Optional<String> text = optional(name, check);
            if (members.get(name) == null) {
                problems.add("\"" + name + "\" is missing.");
            }
            return text.orElse("");
        }

        private Optional<String> optional(String name, Check check) {
            Object declared = members.get(name);
            if (declared instanceof String text) {
                check.problem(text).ifPresent(problem -> problems.add("\"" + name + "\" " + problem));
                return Optional.of(text);
            }
            if (declared != null) {
                problems.add("\"" + name + "\" must be a text.");
            }
            return Optional.empty();
        }
    }

    /** What is wrong with a text, if anything. */
    @FunctionalInterface
    private interface Check {
        Optional<String> problem(String text);
    }

    /** All problems as one text. */
    Optional<String> words() {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.stream().collect(Collectors.joining(" ")));
    }
}
