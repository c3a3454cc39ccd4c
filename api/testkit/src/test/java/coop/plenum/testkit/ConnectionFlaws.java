package coop.plenum.testkit;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Providers that describe, open, check or close badly. */
final class ConnectionFlaws {
    private ConnectionFlaws() {}

    @Breaks(
            value = "theDescriptionIsCompleteAndAlwaysTheSame",
            says = "describe() must give the same answer every time")
    static final class DescribesItselfAnew extends Harbour {
        private int times;

        @Override
        public ProviderDescription describe() {
            return description("Harbour " + ++times, fields(), List.of(BEACON, TOWER));
        }
    }

    @Breaks(value = "theDescriptionIsCompleteAndAlwaysTheSame", says = "must say in leastPrivilege which rights")
    static final class NeedsUnknownRights extends Harbour {
        @Override
        public ProviderDescription describe() {
            return new ProviderDescription("harbour", "Harbour", "Beacons.", fields(), List.of(BEACON, TOWER), "")
                    .rotating("pin");
        }
    }

    @Breaks(value = "eachDescribedTypeHasOneHandler", says = "one handler for each of the described resourceTypes")
    static final class DescribesATypeWithoutHandler extends Harbour {
        @Override
        public ProviderDescription describe() {
            return description("Harbour", fields(), List.of(BEACON, TOWER, "harbour.crane"));
        }
    }

    @Breaks(value = "theSettingsOfTheFixtureAreThoseOfTheForm", says = "connectionFields must have a field")
    static final class HasASettingThatIsNotInItsForm extends Harbour {
        @Override
        public ProviderDescription describe() {
            return description("Harbour", fields().subList(1, 2), List.of(BEACON, TOWER));
        }
    }

    @Breaks(value = "whatCanBeRotatedIsSaid", says = "exactly when the connections implement CredentialRotation")
    static final class ForgetsToSayWhatItRotates extends Harbour {
        @Override
        public ProviderDescription describe() {
            return super.describe().rotating();
        }
    }

    @Breaks(value = "aGoodConnectionIsHealthy", says = "check() must find no problem")
    static final class FindsAProblemWhereThereIsNone extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            Diagnostics good = super.check(connection, context);
            return good.ok() ? problem(Category.INTERNAL) : good;
        }
    }

    @Breaks(value = "aGoodConnectionIsHealthy", says = "check() must say in its summary what it has found")
    static final class FindsNothingWorthSaying extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            return new Diagnostics("", super.check(connection, context).problems());
        }
    }

    @Breaks(value = "badCredentialsAreToldApart", says = "refused credentials as a problem of category AUTHENTICATION")
    static final class TakesRefusalForAFault extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            Diagnostics good = super.check(connection, context);
            boolean refused =
                    good.problems().stream().anyMatch(problem -> problem.category() == Category.AUTHENTICATION);
            return refused ? problem(Category.TRANSIENT) : good;
        }
    }

    private static Diagnostics problem(Category category) {
        return new Diagnostics(
                "", List.of(new Diagnostics.Problem("trouble", category, Optional.empty(), "Something is wrong.")));
    }

    @Breaks(value = "anEmptyFormIsAUserFailure", says = "must fail with category USER")
    static final class BlamesItselfForAnEmptyForm extends Harbour {
        @Override
        public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
            if (settings.isEmpty()) {
                throw new ProviderException(Category.INTERNAL, "no-host", "There is no host.");
            }
            return super.connect(settings, context);
        }
    }

    @Breaks(
            value = "anEmptyFormIsAUserFailure",
            says = "NoSuchElementException: No value present came out of the provider")
    static final class DoesNotExpectAnEmptyForm extends Harbour {
        @Override
        public Provider connect(Values settings, ConnectionContext context) {
            return new HarbourConnection(this, settings.text("host").orElseThrow(), context);
        }
    }

    @Breaks(value = "closingLeavesNoThreadAndMayBeDoneTwice", says = "close() must end each thread")
    static final class LeavesALookout extends Harbour {
        @Override
        Diagnostics check(HarbourConnection connection, OperationContext context) throws InterruptedException {
            Thread lookout = new Thread(LeavesALookout::watch, "lookout");
            lookout.setDaemon(true);
            lookout.start();
            return super.check(connection, context);
        }

        private static void watch() {
            try {
                Thread.sleep(HarbourContract.PATIENCE.multipliedBy(2).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Breaks(
            value = "closingLeavesNoThreadAndMayBeDoneTwice",
            says = "close() must do nothing when it is called a second")
    static final class ClosesOnlyOnce extends Harbour {
        private final Set<HarbourConnection> closed = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        void close(HarbourConnection connection) {
            if (!closed.add(connection)) {
                throw new IllegalStateException("closed already");
            }
        }
    }
}
