package coop.plenum.openstack.resource;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;

/** Failures that are the same for all types. */
public final class Failures {
    private Failures() {}

    public static ProviderException missing(String noun) {
        return new ProviderException(Category.MISSING, "not-found", "The " + noun + " does not exist any more.");
    }

    public static ProviderException unsupported(String message) {
        return new ProviderException(Category.UNSUPPORTED, "change-unsupported", message);
    }

    public static ProviderException user(String field, String message) {
        return new ProviderException(Category.USER, "invalid-value", message, field, null, null);
    }

    public static ProviderException conflict(String code, String message) {
        return new ProviderException(Category.CONFLICT, code, message);
    }

    static boolean serviceMissing(ProviderException e) {
        return e.code().equals("service-missing");
    }
}
