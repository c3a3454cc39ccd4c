package coop.plenum.aws.account;

import coop.plenum.api.provider.http.PinnedTrust;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A running HTTP client with its threads. Java 17 cannot stop the client's selector thread, which would run on until the
 * garbage collector finds it. The client is therefore made by a thread of a group, to which the selector then belongs, and
 * {@link #stop} interrupts the group.
 */
record Engine(HttpClient client, ThreadGroup group, ThreadPoolExecutor threads) {
    private static final int THREADS = 8;
    private static final long IDLE_SECONDS = 5;

    static Engine start(Settings settings) throws InterruptedException {
        ThreadGroup group = new ThreadGroup("aws");
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(group, work, "aws-http"));
        threads.allowCoreThreadTimeOut(true);
        CompletableFuture<HttpClient> made = new CompletableFuture<>();
        daemon(group, () -> make(made, settings, threads), "aws-http-start").start();
        try {
            return new Engine(made.get(), group, threads);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The HTTP client did not start.", e);
        }
    }

    private static Thread daemon(ThreadGroup group, Runnable work, String name) {
        Thread thread = new Thread(group, work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void make(CompletableFuture<HttpClient> made, Settings settings, ThreadPoolExecutor threads) {
        try {
            made.complete(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.timeout())
                    .sslContext(PinnedTrust.context(settings.fingerprints(), settings.authorities()))
                    .executor(threads)
                    .build());
        } catch (RuntimeException e) {
            made.completeExceptionally(e);
        }
    }

    void stop() {
        threads.shutdownNow();
        group.interrupt();
    }
}
