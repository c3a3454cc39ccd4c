package coop.plenum.testkit;

import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.List;
import java.util.Optional;

/** Providers that act badly. */
final class ActionFlaws {
    private ActionFlaws() {}

    @Breaks(
            value = "anUnknownActionIsUnsupported",
            says = "with an action that actions() does not list must be answered")
    static final class DoesWhateverItIsTold extends Harbour {
        @Override
        Step act(String action, ResourceRef ref, OperationContext context) throws ProviderException {
            return action.equals("flash") ? super.act(action, ref, context) : Step.done();
        }
    }

    @Breaks(
            value = "eachListedActionIsTakenOrSaysWhyNot",
            says = "or unavailable() must say why it cannot be taken now")
    static final class ListsWhatItCannotDo extends Harbour {
        @Override
        Step act(String action, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("flash")) {
                throw new ProviderException(Category.CONFLICT, "day", "It is day.");
            }
            return super.act(action, ref, context);
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "unavailable() must say in words why flash")
    static final class GivesNoReason extends Harbour {
        @Override
        Optional<String> unavailable(String action) {
            return Optional.of("");
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "must be kebab-case")
    static final class ShoutsItsActions extends Harbour {
        @Override
        List<Action> actions() {
            return List.of(new Action("FLASH", "Flash", "Flashes once.", List.of(), false));
        }
    }

    @Breaks(value = "eachListedActionIsTakenOrSaysWhyNot", says = "must be its name in words")
    static final class CallsOneThingByTwoNames extends Harbour {
        @Override
        List<Action> actions() {
            return List.of(new Action("flash", "Signal", "Flashes once.", List.of(), false));
        }
    }

    @Breaks(value = "anActionIsTakenOncePerKey", says = "with an idempotency key seen before must do nothing new")
    static final class FlashesAtEachAttempt extends Harbour {
        @Override
        Step act(String action, ResourceRef ref, OperationContext context) throws ProviderException {
            if (action.equals("flash")) {
                flash(ref);
            }
            return super.act(action, ref, context);
        }
    }
}
