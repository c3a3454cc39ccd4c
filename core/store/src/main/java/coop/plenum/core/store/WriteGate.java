package coop.plenum.core.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets write statements of an embedded H2 through, and finds moments in which none is under way. A statement that waits
 * for another session's lock changes nothing meanwhile and does not count; were it to, a session that holds a lock and
 * waits for a checkpoint would never get one.
 */
final class WriteGate {
    /** How long a moment without writes is waited for with the gate closed. */
    private static final long CLOSED = TimeUnit.MILLISECONDS.toNanos(10);
    /** Nobody is told when a statement begins to wait for a lock, so it is looked at. */
    private static final long LOOK = TimeUnit.MICROSECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Set<H2Session> writing = new HashSet<>();
    private boolean closed;

    /** What a statement does, or a commit. */
    @FunctionalInterface
    interface Write<T> {
        T run() throws SQLException;
    }

    <T> T pass(H2Session session, Write<T> write) throws SQLException {
        enter(session);
        try {
            return write.run();
        } finally {
            leave(session);
        }
    }

    private void enter(H2Session session) {
        lock.lock();
        try {
            while (closed) {
                opened.awaitUninterruptibly();
            }
            writing.add(session);
        } finally {
            lock.unlock();
        }
    }

    private void leave(H2Session session) {
        lock.lock();
        try {
            writing.remove(session);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the work while no statement writes. Statements wait until it is done; where a long one keeps it waiting, the
     * gate opens for the others in between. For one thread at a time.
     */
    void whenQuiet(Runnable work) {
        while (!closedInQuiet()) {
            LockSupport.parkNanos(CLOSED);
        }
        try {
            work.run();
        } finally {
            open();
        }
    }

    private boolean closedInQuiet() {
        long since = System.nanoTime();
        while (!closeAndLook()) {
            if (System.nanoTime() - since > CLOSED) {
                open();
                return false;
            }
            LockSupport.parkNanos(LOOK);
        }
        return true;
    }

    private boolean closeAndLook() {
        lock.lock();
        try {
            closed = true;
            return writing.stream().allMatch(H2Session::waits);
        } finally {
            lock.unlock();
        }
    }

    private void open() {
        lock.lock();
        try {
            closed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
