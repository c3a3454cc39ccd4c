package coop.plenum.api.console;

import java.util.Optional;

/**
 * A place in the console that a module fills. A module declares its contributions in {@value #RESOURCE} of its bundle:
 *
 * <pre>{@code
 * {
 *   "api": 1,
 *   "contributions": [
 *     {"place": "nav", "element": "example-worlds", "title": "Worlds", "icon": "globe",
 *      "script": "worlds.js", "permission": "example.status.view"}
 *   ]
 * }
 * }</pre>
 *
 * <p>The file and all in {@value #FOLDER} come as they are, without a build step. The console takes up a contribution
 * while the module runs and drops it when the module stops, in open tabs too. One that is wrong is left out, and the
 * registry says in words what is wrong with it.
 *
 * @param place where it appears
 * @param element name of the custom element that {@code script} defines: the module's name, a hyphen, more
 * @param title for people, at most {@value #MAX_TITLE} characters
 * @param icon name of one of the console's icons; without it a general one
 * @param script path of an ES module in {@value #FOLDER}; what it imports by relative paths lies there too
 * @param permission needed in at least one space to see it; what it shows is guarded by what it calls
 * @param target content type or trait for {@code item-tab} and {@code item-action}, where none means every type; field
 *     type for {@code field-widget} and provider for {@code connection-form}, where it must be there; nothing elsewhere
 */
public record Contribution(
        Place place,
        String element,
        String title,
        Optional<String> icon,
        String script,
        String permission,
        Optional<String> target) {
    /** Where in a bundle the contributions are declared. */
    public static final String RESOURCE = "PLENUM-INF/console.json";

    /** Where in a bundle the scripts, styles and pictures lie. */
    public static final String FOLDER = "PLENUM-INF/console";

    /** The version of this contract, {@code api} in the file. */
    public static final int API = 1;

    /** How long a title may be. */
    public static final int MAX_TITLE = 80;

    /** The places that exist. In JSON they are written in small letters with hyphens: {@code item-tab}. */
    public enum Place {
        /** A page of its own, linked from the navigation. */
        NAV,
        /** A tab on the page of an item. */
        ITEM_TAB,
        /** Something to do with an item. */
        ITEM_ACTION,
        /** A tile on the overview. */
        DASHBOARD_TILE,
        /** Shows and edits the values of one field type. */
        FIELD_WIDGET,
        /** The settings of a connection in place of the generated form. */
        CONNECTION_FORM
    }
}
