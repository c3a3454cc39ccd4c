package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.ProviderFixture.Creatable;
import coop.plenum.testkit.ProviderFixture.OutOfReach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How a provider behaves when the remote system is slow, busy or gone, and when it is told to stop. */
abstract class TroubleRules extends ConnectionRules {
    /** Shares of the kit's patience: what a hurried call has, and how much later than that it may end. */
    private static final int HURRY = 30;

    private static final int GRACE = 5;

    @Test
    void whatIsOutOfReachIsNotTakenForGone() throws Exception {
        if (fixture.outOfReach().isEmpty()) {
            return;
        }
        OutOfReach silent = fixture.outOfReach().get();
        try (Provider lost = connected(silent.settings())) {
            assertThat(lost.check(hurried()).problems())
                    .as("check() must report a remote system that does not answer as a problem of category TRANSIENT")
                    .extracting(Diagnostics.Problem::category)
                    .contains(Category.TRANSIENT);
            assertThat(handler(lost, silent.type()).observe(ref(silent.externalId()), hurried()))
                    .as("observe() must answer Observed.Unknown when the remote system does not answer")
                    .isInstanceOf(Observed.Unknown.class);
            assertNoneIsTakenForComplete(discoverers(lost));
        }
    }

    private void assertNoneIsTakenForComplete(List<ResourceHandler> handlers) throws Exception {
        // all at once, since each waits for nothing, and a provider is called by several threads anyway
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            Map<ResourceHandler, Future<Discoverer.Found>> asked = new LinkedHashMap<>();
            handlers.forEach(handler -> asked.put(handler, callers.submit(() -> firstPage(handler, hurried()))));
            for (Map.Entry<ResourceHandler, Future<Discoverer.Found>> one : asked.entrySet()) {
                assertAdmitsThatItIsNotComplete(name(one.getKey()), one.getValue());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void assertAdmitsThatItIsNotComplete(String type, Future<Discoverer.Found> answer) throws Exception {
        try {
            assertThat(answer.get().complete())
                    .as(
                            "discover() of %s must throw, or answer with complete=false, when the remote system does not"
                                    + " answer: else all it has listed before is taken for vanished",
                            type)
                    .isFalse();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ProviderException failure)) {
                throw e.getCause() instanceof Exception stray ? stray : e;
            }
            assertThat(failure.category())
                    .as("discover() of %s must fail with category TRANSIENT when nothing answers", type)
                    .isEqualTo(Category.TRANSIENT);
        }
    }

    @Test
    void waitingEndsByTheDeadline() throws Exception {
        if (fixture.outOfReach().isEmpty()) {
            return;
        }
        OutOfReach silent = fixture.outOfReach().get();
        try (Provider lost = connected(silent.settings())) {
            assertEndsInTime("check()", () -> lost.check(hurried()));
            ResourceHandler handler = handler(lost, silent.type());
            assertEndsInTime("observe()", () -> handler.observe(ref(silent.externalId()), hurried()));
        }
    }

    private void assertEndsInTime(String method, Callable<?> call) throws Exception {
        long begin = System.nanoTime();
        call.call();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s must give up by the deadline of its OperationContext, whatever its own time-outs are", method)
                .isLessThan(hurry().plus(patience().dividedBy(GRACE)));
    }

    @Test
    void aCallThatIsCancelledEndsSoon() throws Exception {
        if (fixture.outOfReach().isEmpty()) {
            return;
        }
        OutOfReach silent = fixture.outOfReach().get();
        try (Provider lost = connected(silent.settings())) {
            ResourceHandler handler = handler(lost, silent.type());
            FakeOperationContext context =
                    FakeOperationContext.within(patience().multipliedBy(GRACE)).pausingAtMost(longestPause());
            FutureTask<Observed> look = new FutureTask<>(() -> handler.observe(ref(silent.externalId()), context));
            Thread caller = new Thread(look, "kit-cancelled");
            caller.setDaemon(true);
            caller.start();
            caller.join(longestPause().toMillis());
            context.cancel();
            caller.join(patience().toMillis());
            boolean ended = look.isDone();
            caller.interrupt();
            assertThat(ended)
                    .as(
                            "observe() of %s goes on waiting after it has been cancelled: whoever waits must look at"
                                    + " context.cancelled() in between and give up",
                            silent.type())
                    .isTrue();
        }
    }

    private FakeOperationContext hurried() {
        return FakeOperationContext.within(hurry()).pausingAtMost(longestPause());
    }

    private Duration hurry() {
        return patience().dividedBy(HURRY);
    }

    @Test
    void throttlingIsToldApart() throws Exception {
        if (fixture.throttled().isEmpty()) {
            return;
        }
        String tooOften = " while the remote system says that it is asked too often";
        try (Provider busy = connected(fixture.throttled().get())) {
            assertThat(busy.check(context()).problems())
                    .as("check()" + tooOften + " must report a problem of category THROTTLED")
                    .extracting(Diagnostics.Problem::category)
                    .contains(Category.THROTTLED);
            for (ResourceHandler handler : discoverers(busy)) {
                assertThrown(
                        catchThrowable(() -> firstPage(handler, context())),
                        Category.THROTTLED,
                        "discover() of " + name(handler) + tooOften);
            }
            for (Creatable wanted : fixture.creatable()) {
                assertFailed(
                        handler(busy, wanted.type()).apply(creation(wanted), context()),
                        Category.THROTTLED,
                        "apply() of " + wanted.type() + tooOften);
            }
        }
    }

    @Test
    void eachCallAsksForAPermit() throws Exception {
        assertAsksForAPermit("check()", provider::check);
        for (ResourceHandler handler : discoverers(provider)) {
            assertAsksForAPermit("discover() of " + name(handler), context -> firstPage(handler, context));
        }
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            Change creation = creation(wanted);
            List<Step> steps = new ArrayList<>();
            assertAsksForAPermit(
                    "apply() of " + wanted.type(), context -> steps.addAll(apply(handler, creation, context)));
            ResourceState made = made(handler, wanted, done(creation, steps));
            assertAsksForAPermit("observe() of " + wanted.type(), context -> handler.observe(ref(made), context));
            delete(handler, made);
        }
    }

    private void assertAsksForAPermit(String method, Call call) throws Exception {
        FakeOperationContext context = context();
        call.with(context);
        assertThat(context.permits())
                .as("%s must call context.permit() before each remote request, else no rate limit can hold it", method)
                .isPositive();
    }

    /** Something a provider is asked. */
    @FunctionalInterface
    private interface Call {
        Object with(OperationContext context) throws Exception;
    }

    @Test
    void aCallThatIsInterruptedEndsSoon() throws Exception {
        assertEndsWhenInterrupted("check()", provider::check);
        for (ResourceHandler handler : provider.handlers()) {
            assertEndsWhenInterrupted("observe() of " + name(handler), context -> handler.observe(ref("any"), context));
        }
        for (ResourceHandler handler : discoverers(provider)) {
            assertEndsWhenInterrupted("discover() of " + name(handler), context -> firstPage(handler, context));
        }
    }

    private void assertEndsWhenInterrupted(String method, Call call) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Object> result = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                result.set(call.with(context()));
            } catch (Exception e) {
                result.set(e);
            } finally {
                ended.countDown();
            }
        });
        caller.setDaemon(true);
        caller.start();

        assertThat(ended.await(patience().toMillis(), TimeUnit.MILLISECONDS))
                .as(
                        "%s goes on after an interrupt: let InterruptedException through and never swallow it, so that a"
                                + " call can be cancelled",
                        method)
                .isTrue();
        assertThat(result.get())
                .as("%s must let InterruptedException through and not turn it into something unchecked", method)
                .isNotInstanceOf(RuntimeException.class);
    }

    private Provider connected(Values settings) throws ProviderException {
        return factory().connect(settings, new FakeConnectionContext(fixture.credentials()));
    }
}
