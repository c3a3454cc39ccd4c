package coop.plenum.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work over and over by some threads, for some seconds. */
final class Load {
    private Load() {}

    /** One piece of work; an exception ends the whole run. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** How it went; {@code toString} is JSON. */
    record Result(double perSecond, double medianMillis, double p99Millis) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "{\"perSecond\":%.0f,\"medianMillis\":%.2f,\"p99Millis\":%.2f}",
                    perSecond,
                    medianMillis,
                    p99Millis);
        }
    }

    /** Makes the work of one thread. */
    @FunctionalInterface
    interface Works {
        Work forThread() throws Exception;
    }

    static Result run(int threads, int seconds, Works works) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            long end = begin + seconds * 1_000_000_000L;
            Callable<List<Double>> one = () -> {
                Work work = works.forThread();
                List<Double> millis = new ArrayList<>();
                for (long now = System.nanoTime(); now < end; ) {
                    work.run();
                    long done = System.nanoTime();
                    millis.add((done - now) / 1e6);
                    now = done;
                }
                return millis;
            };
            List<Future<List<Double>>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(one));
            }
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> future : futures) {
                all.addAll(future.get());
            }
            double[] figures = all.stream().mapToDouble(Double::doubleValue).toArray();
            return new Result(
                    figures.length * 1e9 / (System.nanoTime() - begin),
                    Spread.percentile(figures, 0.5),
                    Spread.percentile(figures, 0.99));
        } finally {
            pool.shutdownNow();
        }
    }
}
