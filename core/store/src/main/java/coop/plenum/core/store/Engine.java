package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One of the database engines, opened. */
interface Engine extends AutoCloseable {
    Dialect dialect();

    /** Unpooled. */
    DataSource dataSource();

    /**
     * Asked before a unit that writes.
     *
     * @throws PlenumException {@code database-unavailable}: nothing can be written now
     */
    void admitWrite();

    /** Returns when all that the calling thread has committed is on disk. */
    void sync() throws SQLException;

    @Override
    void close();
}
