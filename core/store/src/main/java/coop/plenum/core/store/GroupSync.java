package coop.plenum.core.store;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes commits durable in groups. Who has committed waits for a sync that began afterwards; the first to wait runs it
 * for all who came by then, so that many writers share one.
 */
final class GroupSync {
    /** Forces everything committed so far to disk. */
    @FunctionalInterface
    interface Sync {
        void run() throws SQLException;
    }

    private final Sync sync;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition finished = lock.newCondition();
    private long begun;
    private long ended;
    private long lastFailed;
    private @Nullable SQLException failure;

    GroupSync(Sync sync) {
        this.sync = sync;
    }

    /** Returns when all that the calling thread has committed is on disk. */
    void await() throws SQLException {
        lock.lock();
        try {
            long needed = begun + 1;
            while (ended < needed) {
                if (begun == ended) {
                    lead();
                } else {
                    finished.awaitUninterruptibly();
                }
            }
            // A later success says nothing of an earlier round; a failed one may have lost this thread's commit.
            if (lastFailed >= needed && failure != null) {
                throw new SQLException(failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        begun++;
        lock.unlock();
        SQLException failed = null;
        try {
            sync.run();
        } catch (SQLException e) {
            failed = e;
        } catch (RuntimeException | Error e) {
            failed = new SQLException("The sync failed.", "58030", e);
        } finally {
            lock.lock();
            ended = begun;
            if (failed != null) {
                lastFailed = ended;
                failure = failed;
            }
            finished.signalAll();
        }
    }
}
