package coop.plenum.core.operation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the schedule by db-scheduler: it picks what is due, so that of several nodes only one gets it, keeps the
 * heartbeat and finds the executions of dead nodes. What an execution leaves behind in the schedule is written by
 * {@link Runner}.
 *
 * <p>Nothing is loaded and no thread runs until there is something to do, or a little after start-up.
 */
final class DbScheduler implements Timers {
    private static final Logger LOG = LoggerFactory.getLogger(DbScheduler.class);
    private static final int THREADS = 16;
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN = Duration.ofSeconds(3);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Database database;
    private final NodeIdentity node;
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2, named("operation-timer"));
    private @Nullable Runner runner;
    private @Nullable Scheduler scheduler;
    private boolean held;
    private boolean stopped;

    DbScheduler(Database database, NodeIdentity node) {
        this.database = database;
        this.node = node;
        timers.setRemoveOnCancelPolicy(true);
        timers.setKeepAliveTime(10, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
    }

    /** @param delay until what an earlier process has left is looked for, if nothing happens before */
    void startSoon(Runner executes, Duration delay) {
        runner = executes;
        in(delay, this::checkNow);
    }

    /**
     * Starts nothing until {@link #release} is called.
     *
     * @param longest after which it is started all the same
     */
    synchronized void hold(Duration longest) {
        held = true;
        in(longest, this::release);
    }

    void release() {
        synchronized (this) {
            if (!held) {
                return;
            }
            held = false;
        }
        checkNow();
    }

    @Override
    public void checkNow() {
        in(Duration.ZERO, () -> {
            Scheduler started = started();
            if (started != null) {
                started.triggerCheckForDueExecutions();
            }
        });
    }

    @Override
    public void checkIn(Duration delay) {
        if (delay.compareTo(POLL) < 0) {
            in(delay.plusMillis(1), this::checkNow);
        }
    }

    @Override
    public void in(Duration delay, Runnable action) {
        try {
            ScheduledFuture<?> unused = timers.schedule(() -> safely(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopped; the next start goes on", e);
        }
    }

    /** Waits, for a bounded time, for what is being executed. */
    void stop() {
        Scheduler running;
        synchronized (this) {
            stopped = true;
            running = scheduler;
        }
        if (running != null) {
            running.stop();
        }
        timers.shutdownNow();
        node.close();
    }

    private synchronized @Nullable Scheduler started() {
        if (scheduler == null && !held && !stopped) {
            takeOver();
            Scheduler fresh = create();
            fresh.start();
            scheduler = fresh;
            // Polling finds what others have scheduled; what is due before the next poll has a timer.
            Instant now = Instant.now();
            database.read(sql -> ScheduleTable.dueBetween(sql, now, now.plus(POLL)))
                    .forEach(due -> checkIn(Duration.between(now, due)));
        }
        return scheduler;
    }

    private void takeOver() {
        database.write(sql -> {
            // The embedded database has one process at a time, so whatever was executed, it is not any more.
            ScheduleTable.takeOver(sql, database.dialect() == Dialect.H2 ? null : node.name(), Instant.now());
            return node;
        });
    }

    private Scheduler create() {
        CustomTask<Void> task = Tasks.custom(ScheduleTable.TASK, Void.class)
                .onDeadExecutionRevive()
                .onFailure(this::tryAgain)
                .execute(this::execute);
        return Scheduler.create(database.dataSource(), task)
                .tableName(Schema.SCHEDULE)
                .schedulerName(new SchedulerName.Fixed(node.name()))
                .threads(THREADS)
                .executorService(workers())
                .dueExecutor(Executors.newSingleThreadExecutor(named("operation-due")))
                .housekeeperExecutor(new ScheduledThreadPoolExecutor(1, named("operation-heartbeat")))
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(SHUTDOWN)
                .build();
    }

    private CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
        Runner executes = runner;
        if (executes != null) {
            executes.execute(UUID.fromString(instance.getId()), context.getExecution().version);
        }
        return (complete, operations) -> {};
    }

    /** The state could not be read or written: the database or the audit log is not available. */
    private void tryAgain(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.reschedule(complete, Instant.now().plus(AFTER_FAILURE));
        checkIn(AFTER_FAILURE);
    }

    private static ExecutorService workers() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("operation"));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    private static void safely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("Something about operations failed; it is tried again: {}", e.getMessage(), e);
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "plenum-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
