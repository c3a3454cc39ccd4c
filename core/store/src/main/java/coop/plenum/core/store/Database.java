package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The database and its units of work. Thread-safe; a unit of work belongs to the thread that opened it, and calls made
 * inside join it, so that services can call each other and commit together.
 *
 * <p>Throws {@link PlenumException}: {@code database-unavailable} (UNAVAILABLE) when the engine cannot be reached or
 * refuses to write, {@code write-conflict} (CONFLICT) when a serialization conflict or deadlock remains after retries.
 */
@ProviderType
public interface Database {
    Dialect dialect();

    /**
     * Runs read-only work; joins the open unit of work if there is one. The work may be run again when a table has gone or
     * changed meanwhile, so which tables there are is to be found out within it.
     */
    <T> T read(Work<T> work);

    /**
     * Until closed, on the thread of this call: reads that begin a unit of work of their own are ended after the given time
     * with {@code query-too-long} (INVALID). Changes, and what they read on the way, are not.
     */
    ReadLimit limitReads(Duration most);

    /** A limit that holds until it is closed, by the thread that has set it. */
    interface ReadLimit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Runs work in one transaction; joins the open one if there is one. When the outermost call returns, the change is
     * on disk. Any exception rolls the whole unit back. The work may be run again after a serialization conflict, so it
     * must have no effects but those on the database.
     */
    <T> T write(Work<T> work);

    /** Runs work in a transaction of its own, whatever is open on this thread; for what must survive a roll-back. */
    <T> T writeDetached(Work<T> work);

    /** Runs the action after the open unit of work has been committed; at once when none is open; never if rolled back. */
    void afterCommit(Runnable action);

    /**
     * Brings the owner's schema up to date, each migration once, in order, journaled. Called by a core bundle when it
     * starts; cheap when there is nothing to do.
     */
    void migrate(String owner, List<Migration> migrations);

    /** For libraries that talk JDBC themselves. Connections taken here join no unit of work. */
    DataSource dataSource();
}
