package coop.plenum.blueprint.language;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.blueprint.yaml.Place;

/**
 * One thing that is wrong with a blueprint.
 *
 * @param pointer JSON Pointer into the blueprint
 */
public record Problem(Place place, String pointer, String code, String message) {
    /** With the place in words, for those who see no columns of their own. */
    public Violation violation() {
        return new Violation(pointer, code, message + " (" + place + ")");
    }
}
