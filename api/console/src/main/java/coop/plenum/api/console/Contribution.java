package coop.plenum.api.console;

import java.util.Optional;

/**
 * A place in the console that a module fills, as declared in {@value #RESOURCE} of its bundle.
 *
 * @param element custom element, prefixed with the module's name
 * @param script path of its ES module in the bundle's {@code PLENUM-INF/console/} folder
 * @param permission needed to see it
 * @param target content type for tabs and actions, field type for widgets, provider for connection forms
 */
public record Contribution(
        Place place, String element, String title, String script, String permission, Optional<String> target) {
    /** Where in a bundle the contributions are declared: an array of objects with this record's names. */
    public static final String RESOURCE = "PLENUM-INF/console.json";

    /** The places that exist. */
    public enum Place {
        NAV,
        ITEM_TAB,
        ITEM_ACTION,
        DASHBOARD_TILE,
        FIELD_WIDGET,
        CONNECTION_FORM
    }
}
