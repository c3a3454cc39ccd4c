package coop.plenum.api;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/** Lets several calls of the platform's services take effect together or not at all. A service; thread-safe. */
@ProviderType
public interface UnitOfWork {
    /**
     * Runs work on this thread; what it writes through services of the platform is committed as one and is durable when
     * this returns. Joins the unit that is open on this thread, if there is one.
     *
     * <p>The work must be short and have no other effects: it holds a connection of the database, it may be run again
     * after a conflict, and nothing of it stays when it, or any call within it, throws.
     */
    <T> T together(Supplier<T> work);
}
