package coop.plenum.testkit;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Providers that list or look badly. */
final class LookingFlaws {
    private LookingFlaws() {}

    @Breaks(value = "discoveryListsEachResourceOnceAndAsItIsObserved", says = "must list each resource once")
    static final class ListsTheFirstTwice extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            Found good = super.list(from, max);
            List<ResourceState> twice = Stream.concat(
                            good.states().stream(),
                            from.isEmpty() ? good.states().stream().limit(1) : Stream.empty())
                    .toList();
            return new Found(twice, good.next(), true);
        }
    }

    @Breaks(
            value = "discoveryListsEachResourceOnceAndAsItIsObserved",
            says = "discover() and observe() must tell the same of \"beacon-1\"")
    static final class ListsNamesOnly extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            Found good = super.list(from, max);
            return new Found(good.states().stream().map(ListsNamesOnly::brief).toList(), good.next(), true);
        }

        private static ResourceState brief(ResourceState state) {
            return new ResourceState(state.externalId(), state.title(), Map.of(), Values.of("name", state.title()));
        }
    }

    @Breaks(value = "aSmallPageIsAHintThatLosesNothing", says = "each page must begin right after the one before")
    static final class BeginsAPageWithTheLastOfTheOneBefore extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            Found good = super.list(from, max);
            return new Found(
                    good.states(),
                    good.next().map(next -> good.states().get(max - 1).externalId()),
                    true);
        }
    }

    @Breaks(value = "aSmallPageIsAHintThatLosesNothing", says = "each page must begin right after the one before")
    static final class TakesTheHintForALimit extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            return new Found(super.list(from, max).states(), Optional.empty(), true);
        }
    }

    @Breaks(value = "aSmallPageIsAHintThatLosesNothing", says = "so its pages never end: each token must lead on")
    static final class NeverComesToTheLastPage extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            Found good = super.list(from, max);
            return new Found(good.states(), good.next().or(() -> from), true);
        }
    }

    @Breaks(value = "aForeignPageTokenIsRefused", says = "with a page token that it has not given")
    static final class StartsAnewWithAForeignToken extends Harbour {
        @Override
        Found list(Optional<String> from, int max) throws ProviderException {
            return super.list(from.filter(beacons::containsKey), max);
        }
    }

    @Breaks(value = "whatIsUnknownIsAbsent", says = "absence is an answer and not a failure")
    static final class FailsForAnIdOfAnotherForm extends Harbour {
        @Override
        Observed observe(ResourceRef ref) {
            return ref.externalId().filter(id -> !id.startsWith("beacon-")).isPresent()
                    ? new Observed.Unknown(new ProviderException(Category.USER, "bad-id", "That is no serial number."))
                    : super.observe(ref);
        }
    }
}
