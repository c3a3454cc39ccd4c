package coop.plenum.baremetal;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The controllers of a connection, and the threads that ask many of them at once. */
final class Fleet implements AutoCloseable {
    /** Waiting for packets costs little, and one silent address must not hold up a rack. */
    static final int AT_ONCE = 32;

    private static final long IDLE_SECONDS = 2;
    /** How often a waiting caller looks whether it is still wanted. */
    private static final long CANCEL_MILLIS = 200;

    private static final long FAREWELL_SECONDS = 5;

    private final Map<String, Bmc> controllers = new LinkedHashMap<>();
    private final List<BmcAddress> addresses;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "baremetal");
                thread.setDaemon(true);
                return thread;
            });

    /** Starts no thread and contacts nobody. */
    Fleet(List<BmcAddress> addresses, Function<BmcAddress, Bmc> maker) {
        this.addresses = List.copyOf(addresses);
        addresses.forEach(address -> controllers.put(address.id(), maker.apply(address)));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Asks one controller. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Bmc bmc, Patience patience) throws ProviderException, InterruptedException;
    }

    /** What came of it: an answer or a failure. */
    record Answer<T>(Optional<T> value, Optional<ProviderException> failure) {}

    List<BmcAddress> addresses() {
        return addresses;
    }

    /** Empty when the connection does not cover the address. */
    Optional<Bmc> find(String address) {
        return Optional.ofNullable(controllers.get(address));
    }

    /**
     * Asks all these at once, from threads of this fleet; the context stays with the calling one, and one controller
     * costs one permit. The answers come in the same order.
     */
    <T> List<Answer<T>> askAll(List<BmcAddress> whom, Question<T> question, OperationContext context)
            throws InterruptedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        Patience patience = new Patience(context.deadline(), cancelled::get);
        List<Future<Answer<T>>> futures = new ArrayList<>();
        try {
            for (BmcAddress address : whom) {
                context.permit(1);
                futures.add(threads.submit(() -> ask(address, question, patience)));
            }
            List<Answer<T>> answers = new ArrayList<>();
            for (Future<Answer<T>> future : futures) {
                answers.add(result(future, context));
            }
            return answers;
        } finally {
            cancelled.set(true);
            futures.forEach(future -> future.cancel(true));
        }
    }

    private <T> Answer<T> ask(BmcAddress address, Question<T> question, Patience patience) throws InterruptedException {
        Bmc bmc = controllers.get(address.id());
        if (bmc == null) {
            throw new IllegalArgumentException("not of this connection: " + address);
        }
        try {
            return new Answer<>(Optional.of(question.ask(bmc, patience)), Optional.empty());
        } catch (ProviderException e) {
            return new Answer<>(Optional.empty(), Optional.of(e));
        }
    }

    private static <T> Answer<T> result(Future<Answer<T>> future, OperationContext context)
            throws InterruptedException {
        while (true) {
            try {
                return result(future);
            } catch (TimeoutException e) {
                if (context.cancelled()) {
                    throw new InterruptedException("cancelled while asking controllers");
                }
            }
        }
    }

    private static <T> Answer<T> result(Future<Answer<T>> future) throws InterruptedException, TimeoutException {
        try {
            return future.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while asking a controller");
            }
            return new Answer<>(
                    Optional.empty(),
                    Optional.of(new ProviderException(
                            ProviderException.Category.INTERNAL,
                            "provider-defect",
                            "The bare-metal provider failed to understand an answer.",
                            e)));
        }
    }

    /** Ends kept sessions, all at once and for a short while at most, then the threads. */
    @Override
    public void close() {
        if (threads.isShutdown()) {
            return;
        }
        controllers.values().forEach(bmc -> threads.execute(bmc::close));
        threads.shutdown();
        try {
            threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
