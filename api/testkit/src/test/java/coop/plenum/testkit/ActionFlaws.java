package coop.plenum.testkit;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Providers that act badly. */
final class ActionFlaws {
    private ActionFlaws() {}

    @Breaks(
            value = "anUnknownActionIsUnsupported",
            says = "with an action that actions() does not list must be answered")
    static final class DoesWhateverItIsTold extends Harbour {
        @Override
        Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
            return Set.of("flash", "signal").contains(action)
                    ? super.act(action, parameters, ref, context)
                    : Step.done();
        }
    }

    @Breaks(
            value = "eachListedActionIsTakenOrSaysWhyNot",
            says = "or unavailable() must say why it cannot be taken now")
    static final class ListsWhatItCannotDo extends Harbour {
        @Override
        Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("flash")) {
                throw new ProviderException(Category.CONFLICT, "day", "It is day.");
            }
            return super.act(action, parameters, ref, context);
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "unavailable() must say in words why flash")
    static final class GivesNoReason extends Harbour {
        @Override
        Optional<String> unavailable(String action) {
            return action.equals("flash") ? Optional.of("") : super.unavailable(action);
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "must be kebab-case")
    static final class ShoutsItsActions extends Harbour {
        @Override
        List<Action> actions() {
            List<Action> shouted = new ArrayList<>(super.actions());
            shouted.set(0, new Action("FLASH", "Flash", "Flashes once.", List.of(), false));
            return shouted;
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "the action signal of harbour.beacon must end as")
    static final class StumblesAtFirst extends Harbour {
        private boolean stumbled;

        @Override
        Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("signal") && !stumbled) {
                stumbled = true;
                throw new ProviderException(Category.CONFLICT, "cold", "The lamp is cold.");
            }
            return super.act(action, parameters, ref, context);
        }
    }

    @Breaks(
            value = "eachListedActionIsTakenOrSaysWhyNot",
            says = "the action sink of harbour.beacon needs parameters, which the kit cannot know")
    static final class ListsWhatNobodyHasTaken extends Harbour {
        @Override
        List<Action> actions() {
            List<Field> depth =
                    List.of(Field.of("depth", FieldType.INTEGER, "Depth").flags(Field.Flag.REQUIRED));
            return Stream.concat(
                            super.actions().stream(),
                            Stream.of(new Action("sink", "Sink", "Sinks the beacon.", depth, true)))
                    .toList();
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "which actions() does not list")
    static final class ExcusesWhatThereIsNot extends Harbour {
        @Override
        ProviderFixture fixture() {
            return super.fixture().unproven(BEACON, "sink", "It does not come up again.");
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "must be its name in words")
    static final class CallsOneThingByTwoNames extends Harbour {
        @Override
        List<Action> actions() {
            return List.of(
                    new Action("flash", "Blink", "Flashes once.", List.of(), false),
                    super.actions().get(1));
        }
    }

    @Breaks(value = "anActionIsTakenOncePerKey", says = "with an idempotency key seen before must do nothing new")
    static final class FlashesAtEachAttempt extends Harbour {
        @Override
        Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("flash")) {
                flash(ref);
            }
            return super.act(action, parameters, ref, context);
        }
    }

    @Breaks(
            value = "anActionIsTakenOncePerKey",
            says = "act(signal) of harbour.beacon with an idempotency key seen before must do nothing new")
    static final class SignalsAtEachAttempt extends Harbour {
        @Override
        Step act(String action, Values parameters, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("signal")) {
                flash(ref);
            }
            return super.act(action, parameters, ref, context);
        }
    }
}
