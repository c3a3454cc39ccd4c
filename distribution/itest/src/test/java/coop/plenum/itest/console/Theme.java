package coop.plenum.itest.console;

import java.util.Locale;

/** What the system asks pages to look like. */
enum Theme {
    LIGHT,
    DARK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
