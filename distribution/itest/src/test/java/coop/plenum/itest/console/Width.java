package coop.plenum.itest.console;

/** The two windows that every page is looked at in. */
enum Width {
    DESK(1440, 900),
    PHONE(390, 844);

    final int pixels;
    final int height;

    Width(int pixels, int height) {
        this.pixels = pixels;
        this.height = height;
    }
}
