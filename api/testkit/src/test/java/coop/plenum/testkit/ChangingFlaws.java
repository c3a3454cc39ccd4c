package coop.plenum.testkit;

import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.Optional;

/** Providers that change badly. */
final class ChangingFlaws {
    private ChangingFlaws() {}

    @Breaks(value = "creatingTwiceWithOneKeyMakesOneResource", says = "must answer with the resource made then")
    static final class ForgetsTheKeyOnceItIsDone extends Harbour {
        @Override
        Step create(HarbourConnection connection, Change change, OperationContext context)
                throws ProviderException, InterruptedException {
            Step step = super.create(connection, change, context);
            made.remove(context.idempotencyKey());
            return step;
        }
    }

    @Breaks(
            value = "aCreateThatIsCutShortIsFinishedByTheNextAttempt",
            says = "must finish what the one before has begun")
    static final class RemembersTheKeyTooLate extends Harbour {
        @Override
        Step create(HarbourConnection connection, Change change, OperationContext context)
                throws ProviderException, InterruptedException {
            String serial = made.getOrDefault(context.idempotencyKey(), newSerial());
            beacons.put(serial, change.after());
            request(connection, context);
            made.put(context.idempotencyKey(), serial);
            return Step.done(state(serial));
        }
    }

    @Breaks(value = "aCreateThatIsCutShortIsFinishedByTheNextAttempt", says = "must show the values of Change.after()")
    static final class TakesTheHalfForTheWhole extends Harbour {
        @Override
        Step create(HarbourConnection connection, Change change, OperationContext context)
                throws ProviderException, InterruptedException {
            String serial = made.get(context.idempotencyKey());
            return serial == null ? super.create(connection, change, context) : Step.done(state(serial));
        }
    }

    @Breaks(
            value = "aLostCreateIsFoundByItsIdentity",
            says = "must find \"mole\" by the identity fields of its type, [name]")
    static final class FindsBySerialNumberOnly extends Harbour {
        @Override
        Optional<String> find(ResourceRef ref) {
            return ref.externalId().filter(beacons::containsKey);
        }
    }

    @Breaks(
            value = "updatingTwiceGivesTheValuesWanted",
            says = "must show the values of Change.after(): color is wrong")
    static final class LeavesEverythingAsItWas extends Harbour {
        @Override
        Step update(Change change) throws ProviderException {
            return find(change.ref()).isPresent() ? Step.done() : super.update(change);
        }
    }

    @Breaks(value = "updatingTwiceGivesTheValuesWanted", says = "must end as Step.Done, also when it is called again")
    static final class UpdatesOnlyOnce extends Harbour {
        @Override
        Step update(Change change) throws ProviderException {
            boolean updated = find(change.ref())
                    .map(beacons::get)
                    .filter(now -> now.equals(now.merge(change.after())))
                    .isPresent();
            if (updated) {
                throw new ProviderException(Category.CONFLICT, "same", "It has these values already.");
            }
            return super.update(change);
        }
    }

    @Breaks(
            value = "updatingWhatIsGoneSaysThatItIsMissing",
            says = "must be answered by Step.failed with category MISSING")
    static final class MakesAnewWhatIsGone extends Harbour {
        @Override
        Step update(Change change) throws ProviderException {
            beacons.putIfAbsent(change.ref().externalId().orElseThrow(), change.before());
            return super.update(change);
        }
    }

    @Breaks(value = "deletingTwiceIsNoFailure", says = "must be answered by Step.done(): it is as wanted")
    static final class MissesWhatIsDeleted extends Harbour {
        @Override
        Step delete(Change change) throws ProviderException {
            if (find(change.ref()).isEmpty()) {
                throw new ProviderException(Category.MISSING, "gone", "The beacon is gone.");
            }
            return super.delete(change);
        }
    }

    @Breaks(value = "whatCannotBeChangedSaysSo", says = "must be answered by Step.failed with category UNSUPPORTED")
    static final class PretendsToRebuild extends Harbour {
        @Override
        Step rebuild(Change change) {
            return Step.done();
        }
    }

    @Breaks(
            value = "whatTheFixtureDoesNotDeclareCannotBeMade",
            says = "which the fixture does not declare with creating")
    static final class HasATypeThatIsNotDeclared extends Harbour {
        @Override
        ProviderFixture fixture() {
            return super.fixture().notChanging();
        }

        @Override
        Step rebuild(Change change) {
            return Step.failed(new ProviderException(Category.CONFLICT, "no-room", "There is no room for a tower."));
        }
    }
}
