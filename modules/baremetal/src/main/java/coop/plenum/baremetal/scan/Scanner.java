package coop.plenum.baremetal.scan;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.redfish.Https;
import coop.plenum.baremetal.scan.Finding.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Probes many addresses, so many at once and each by one thread only. */
final class Scanner {
    private static final int AT_ONCE = 32;
    private static final long LOOK_MILLIS = 200;
    /** One address: looking, and each credential. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    /** Hears of each finding, on the calling thread. */
    interface Listener {
        void found(Finding finding, int done, int all);
    }

    private final ScanPlan plan;

    Scanner(ScanPlan plan) {
        this.plan = plan;
    }

    /** @return in the order of the addresses; fewer when it was cancelled */
    List<Finding> scan(BooleanSupplier cancelled, Listener listener) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(AT_ONCE, plan.addresses().size()), work -> {
                    Thread thread = new Thread(work, "baremetal-scan");
                    thread.setDaemon(true);
                    return thread;
                });
        try (Https https = new Https(plan.fingerprints(), plan.timeout())) {
            Prober prober = new Prober(plan, https);
            List<Future<Finding>> futures = new ArrayList<>();
            for (BmcAddress address : plan.addresses()) {
                futures.add(threads.submit(() -> probe(prober, address, over)));
            }
            return collect(futures, cancelled, listener);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private static Finding probe(Prober prober, BmcAddress address, AtomicBoolean over) throws InterruptedException {
        Patience patience = new Patience(Instant.now().plus(LONGEST), over::get);
        try {
            return prober.probe(address, patience);
        } catch (ProviderException e) {
            return Finding.of(address.id(), Result.FAILED, "", e.getMessage());
        }
    }

    private List<Finding> collect(List<Future<Finding>> futures, BooleanSupplier cancelled, Listener listener)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < futures.size() && !cancelled.getAsBoolean(); ) {
            try {
                findings.add(futures.get(i).get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                findings.add(Finding.of(
                        plan.addresses().get(i).id(), Result.FAILED, "", "Its answer could not be understood."));
            }
            i++;
            listener.found(findings.get(i - 1), i, futures.size());
        }
        return findings;
    }
}
