package coop.plenum.core.store;

import java.sql.SQLException;
import javax.sql.DataSource;

/** One of the database engines, opened. */
interface Engine extends AutoCloseable {
    Dialect dialect();

    /** Unpooled. */
    DataSource dataSource();

    /** Returns when all that the calling thread has committed is on disk. */
    void sync() throws SQLException;

    @Override
    void close();
}
