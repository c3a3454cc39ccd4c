package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import java.util.Locale;

/** Tells makers apart by what their service root says. */
final class Vendors {
    private Vendors() {}

    static StandardQuirks of(Values root) {
        String names = (root.text("Vendor").orElse("") + " "
                        + root.text("Product").orElse("") + " "
                        + String.join(" ", root.nested("Oem").asMap().keySet()))
                .toLowerCase(Locale.ROOT);
        if (names.contains("dell") || names.contains("idrac") || names.contains("integrated dell")) {
            return new IdracQuirks();
        }
        if (names.contains("hpe") || names.contains("ilo")) {
            return new IloQuirks();
        }
        if (names.contains("supermicro")) {
            return new SupermicroQuirks();
        }
        return new StandardQuirks();
    }
}
