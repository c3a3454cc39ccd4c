package coop.plenum.testkit;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Providers that are a burden when the remote system is slow, busy or gone, or when they are told to stop. */
final class TroubleFlaws {
    private TroubleFlaws() {}

    @Breaks(value = "whatIsOutOfReachIsNotTakenForGone", says = "observe() must answer Observed.Unknown")
    static final class TakesSilenceForAbsence extends Harbour {
        @Override
        Observed unseen(ProviderException reason) {
            return new Observed.Absent();
        }
    }

    @Breaks(value = "whatIsOutOfReachIsNotTakenForGone", says = "must throw, or answer with complete=false")
    static final class TakesSilenceForAnEmptyHarbour extends Harbour {
        @Override
        Found unlisted(ProviderException reason) throws ProviderException {
            if (reason.category() == Category.TRANSIENT) {
                return new Found(List.of(), Optional.empty(), true);
            }
            throw reason;
        }
    }

    @Breaks(value = "whatIsOutOfReachIsNotTakenForGone", says = "does not answer as a problem of category TRANSIENT")
    static final class TakesSilenceForItsOwnFault extends Harbour {
        @Override
        void waitInVain(OperationContext context) throws ProviderException {
            throw new ProviderException(Category.INTERNAL, "silent", "The harbour does not answer.");
        }
    }

    @Breaks(value = "waitingEndsByTheDeadline", says = "must give up by the deadline of its OperationContext")
    static final class HasTimeOutsOfItsOwn extends Harbour {
        @Override
        void waitInVain(OperationContext context) throws ProviderException, InterruptedException {
            Thread.sleep(HarbourContract.PATIENCE.dividedBy(2).toMillis());
            super.waitInVain(context);
        }
    }

    @Breaks(value = "aCallThatIsCancelledEndsSoon", says = "must look at context.cancelled() in between and give up")
    static final class WaitsThoughItIsCancelled extends Harbour {
        @Override
        void waitInVain(OperationContext context) throws ProviderException, InterruptedException {
            while (Instant.now().isBefore(context.deadline())) {
                Thread.sleep(10);
            }
            super.waitInVain(context);
        }
    }

    @Breaks(value = "throttlingIsToldApart", says = "must report a problem of category THROTTLED")
    static final class TakesThrottlingForAnOutage extends Harbour {
        @Override
        void request(HarbourConnection connection, OperationContext context)
                throws ProviderException, InterruptedException {
            try {
                super.request(connection, context);
            } catch (ProviderException e) {
                throw e.category() == Category.THROTTLED
                        ? new ProviderException(Category.TRANSIENT, e.code(), e.getMessage(), e)
                        : e;
            }
        }
    }

    @Breaks(value = "eachCallAsksForAPermit", says = "must call context.permit() before each remote request")
    static final class AsksForNoPermit extends Harbour {
        @Override
        void request(HarbourConnection connection, OperationContext context)
                throws ProviderException, InterruptedException {
            if (connection.host().equals("harbour")) {
                signIn(connection);
            } else {
                super.request(connection, context);
            }
        }
    }

    @Breaks(value = "aCallThatIsInterruptedEndsSoon", says = "let InterruptedException through and never swallow it")
    static final class GoesOnWhenInterrupted extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            try {
                return super.check(connection, context);
            } catch (InterruptedException e) {
                Thread.sleep(HarbourContract.PATIENCE.multipliedBy(2).toMillis());
                return super.check(connection, context);
            }
        }
    }

    @Breaks(value = "aCallThatIsInterruptedEndsSoon", says = "not turn it into something unchecked")
    static final class MakesAnInterruptUnchecked extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) {
            try {
                return super.check(connection, context);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
