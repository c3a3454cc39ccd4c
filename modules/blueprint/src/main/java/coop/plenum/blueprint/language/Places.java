package coop.plenum.blueprint.language;

import coop.plenum.blueprint.yaml.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place again that a message ends with. */
final class Places {
    private static final Pattern AT = Pattern.compile("\\(line ([0-9]{1,9}), column ([0-9]{1,9})\\)$");

    private Places() {}

    static Place last(String message) {
        Matcher at = AT.matcher(message);
        return at.find() ? new Place(Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2))) : Place.START;
    }
}
