package coop.plenum.core.audit;

import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * Which code caused an entry: a module, by its name and the SHA-256 of its bundle. Read from the location under which
 * core/module puts a module's bundle into the framework, {@code plenum:<name>@<digest>}.
 *
 * @param digest empty when the module does not run any more
 */
record ModuleCode(String name, Optional<String> digest) {
    private static final String PREFIX = "plenum:";

    /** Empty for a bundle of the core. */
    static Optional<ModuleCode> of(Bundle bundle) {
        String location = bundle.getLocation();
        int end = location.indexOf('@');
        return location.startsWith(PREFIX) && end > 0
                ? Optional.of(new ModuleCode(
                        location.substring(PREFIX.length(), end), Optional.of(location.substring(end + 1))))
                : Optional.empty();
    }
}
