package coop.plenum.core.module.trust;

import coop.plenum.api.PlenumException;

/** Refusals of a file. */
public final class BadJar {
    private BadJar() {}

    /** The file is not what a module must be. */
    public static PlenumException invalid(String why) {
        return PlenumException.invalid("invalid-bundle", "The file is refused: " + why + ".");
    }

    /** The file may be a module, but nobody we trust vouches for it as it is. */
    public static PlenumException untrusted(String why) {
        return PlenumException.invalid("untrusted-bundle", "The file is refused: " + why + ".");
    }

    public static PlenumException tooLarge(String why) {
        return new PlenumException(
                PlenumException.Category.TOO_LARGE, "bundle-too-large", "The file is refused: " + why + ".");
    }
}
