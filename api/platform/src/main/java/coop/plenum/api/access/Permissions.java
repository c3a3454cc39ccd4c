package coop.plenum.api.access;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The permissions that exist now: the core's, those of content types, those of modules. */
@ProviderType
public interface Permissions {
    /** Replaces all permissions of the owner. Thread-safe; takes effect at once. */
    void declare(String owner, Collection<Permission> permissions);

    /** Forgets the owner's permissions; roles keep the names and they work again when declared again. */
    void retract(String owner);

    List<Permission> all();
}
