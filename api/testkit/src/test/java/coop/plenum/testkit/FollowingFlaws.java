package coop.plenum.testkit;

import coop.plenum.api.Values;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers that tell badly what has changed. */
final class FollowingFlaws {
    private FollowingFlaws() {}

    @Breaks(value = "changesNameWhatIsNewOrDiffers", says = "what is new or differs since the cursor")
    static final class TellsOnlyWhatIsGone extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            return super.changes(cursor).map(good -> new Changes(List.of(), good.gone(), good.cursor(), false));
        }
    }

    @Breaks(value = "changesNameWhatIsNewOrDiffers", says = "Changes.changed() has it as it is now")
    static final class TellsNamesOnly extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            return super.changes(cursor)
                    .map(good -> new Changes(
                            good.changed().stream().map(TellsNamesOnly::brief).toList(),
                            good.gone(),
                            good.cursor(),
                            false));
        }

        private static ResourceState brief(ResourceState state) {
            return new ResourceState(state.externalId(), state.title(), Map.of(), Values.of("name", state.title()));
        }
    }

    @Breaks(value = "changesNameWhatIsGone", says = "must name in Changes.gone() what existed at the cursor")
    static final class ForgetsWhatIsGone extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            return super.changes(cursor).map(good -> new Changes(good.changed(), List.of(), good.cursor(), false));
        }
    }

    @Breaks(value = "changesNameNothingThatIsNotSo", says = "would be taken for vanished")
    static final class TakesWhatIsQuietForGone extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            return super.changes(cursor)
                    .map(good -> new Changes(
                            good.changed(),
                            good.changed().isEmpty() && good.gone().isEmpty()
                                    ? List.copyOf(beacons.keySet())
                                    : good.gone(),
                            good.cursor(),
                            false));
        }
    }

    @Breaks(value = "changesNameNothingThatIsNotSo", says = "it has given before, so it never ends")
    static final class HasMoreToTellForever extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            return super.changes(cursor)
                    .map(good -> good.changed().isEmpty() && good.gone().isEmpty()
                            ? new Changes(List.of(), List.of(), cursor, true)
                            : good);
        }
    }

    @Breaks(value = "aCursorThatIsNotKnownIsNoFailure", says = "must be empty, so that everything is listed")
    static final class TakesAForeignCursorForNow extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            Optional<Changes> good = super.changes(cursor);
            return good.isPresent() ? good : super.changes(cursor());
        }
    }

    @Breaks(value = "aCursorThatIsNotKnownIsNoFailure", says = "A call that should have worked failed as USER")
    static final class RefusesAForeignCursor extends Harbour {
        @Override
        Optional<Changes> changes(String cursor) throws ProviderException {
            Optional<Changes> good = super.changes(cursor);
            if (good.isEmpty()) {
                throw new ProviderException(Category.USER, "invalid-cursor", "The cursor is not one of ours.");
            }
            return good;
        }
    }
}
