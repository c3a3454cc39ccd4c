package coop.plenum.core.store;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 within this process. By itself it would answer a commit before it is on disk; here who commits waits for a sync
 * that began afterwards.
 */
final class H2Engine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(H2Engine.class);

    /** The process ends the database itself, after its last unit of work, hence no exit hook. */
    private static final String OPTIONS =
            ";TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=128;LOCK_TIMEOUT=5000";
    /** With a delay H2 would hand its writes to threads of its own, and a sync could end before they have written. */
    private static final String OPENING = ";WRITE_DELAY=0;CACHE_SIZE=" + cacheKilobytes();

    private final WriteGate gate = new WriteGate();
    private final KeptOpen dataSource;
    private final FreeSpace space;
    private final GroupSync group = new GroupSync(this::checkpoint);

    /**
     * Three sixteenths of the heap. By itself H2 takes one, and of a hundred thousand items then reads pages anew for
     * each list.
     */
    private static long cacheKilobytes() {
        return Runtime.getRuntime().maxMemory() / 1024 / 16 * 3;
    }

    private H2Engine(DatabaseSettings settings, FreeSpace space) throws SQLException {
        this.space = space;
        this.dataSource = new KeptOpen(source(settings, OPTIONS), () -> first(settings), gate);
    }

    static H2Engine open(DatabaseSettings settings) {
        return open(
                settings, settings.folder().map(FreeSpace::on).orElseGet(() -> new FreeSpace(() -> Long.MAX_VALUE)));
    }

    static H2Engine open(DatabaseSettings settings, FreeSpace space) {
        settings.folder().ifPresent(H2Engine::prepare);
        try {
            return new H2Engine(settings, space);
        } catch (SQLException e) {
            throw failure(e, settings);
        }
    }

    private static DataSource source(DatabaseSettings settings, String options) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(settings.url() + options);
        source.setUser(settings.user().orElse(""));
        source.setPassword(settings.password().orElse(""));
        return source;
    }

    private static Connection first(DatabaseSettings settings) throws SQLException {
        settings.folder().ifPresent(folder -> H2Recovery.run(folder.resolve(DatabaseSettings.NAME + ".mv.db")));
        Connection connection = source(settings, OPTIONS + OPENING).getConnection();
        H2Checkpoint.prepare(connection);
        return connection;
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void admitWrite() {
        if (!space.enough()) {
            throw SqlErrors.noSpace(null);
        }
    }

    @Override
    public void sync() throws SQLException {
        group.await();
    }

    @Override
    public void close() {
        try (Connection last = dataSource.getConnection();
                Statement statement = last.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            // It had broken before: what was acknowledged is on disk, and the next start recovers it.
            LOG.debug("The database could not be closed in order.", e);
        }
    }

    /** Run by the leader of a group only, and so by one thread at a time. */
    private void checkpoint() throws SQLException {
        H2Checkpoint.run(dataSource.keeper(), gate);
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw unwritable(folder, null);
        }
    }

    private static PlenumException unwritable(Path folder, @Nullable Exception cause) {
        return new PlenumException(
                Category.UNAVAILABLE,
                "data-folder-unwritable",
                "Plenum cannot write into " + folder + ". Give its user the right to, or set " + DatabaseSettings.DATA
                        + " to another folder.",
                List.of(),
                null,
                cause);
    }

    private static PlenumException failure(SQLException e, DatabaseSettings settings) {
        String place = settings.folder().map(Path::toString).orElse(settings.shown());
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new PlenumException(
                        Category.UNAVAILABLE,
                        "database-locked",
                        "Another process uses the database in " + place + ". Stop it, or use another data folder.",
                        e);
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                new PlenumException(
                        Category.UNAVAILABLE,
                        "database-credentials",
                        "The database in " + place + " refuses the user or the password. Correct "
                                + DatabaseSettings.USER + " and " + DatabaseSettings.PASSWORD + ".",
                        e);
            case ErrorCode.URL_FORMAT_ERROR_2,
                    ErrorCode.UNSUPPORTED_SETTING_1,
                    ErrorCode.DUPLICATE_PROPERTY_1,
                    ErrorCode.URL_RELATIVE_TO_CWD -> DatabaseSettings.invalidUrl();
            case ErrorCode.FILE_CREATION_FAILED_1, ErrorCode.DATABASE_IS_READ_ONLY -> unwritable(Path.of(place), e);
            default ->
                new PlenumException(
                        Category.UNAVAILABLE,
                        SqlErrors.diskFull(e) ? "database-unavailable" : "database-unreadable",
                        SqlErrors.diskFull(e)
                                ? "The disk that holds " + place + " is full. Free some space and start again."
                                : "The database in " + place + " cannot be opened (" + e.getMessage()
                                        + "). If its file is damaged, restore it from a backup.",
                        e);
        };
    }
}
