package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Effects.Effect;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes a day-2 action, once. The resume token says how far it has come: {@code called} from before the first call until
 * its answer is known, {@code pending:<token>} while the provider asks to be called again.
 *
 * <p>An action whose answer was lost is not repeated: looking at the resource cannot tell whether it was rebooted. It is
 * noted as unknown, the item is made current, and a person decides. Thread-safe.
 */
@Component(service = ActionAttempt.class)
public final class ActionAttempt {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String CALLED = "called";
    private static final String PENDING = "pending:";
    private static final String AFRESH = "";

    private final Resources resources;
    private final Effects effects;

    @Activate
    public ActionAttempt(@Reference Resources resources, @Reference Effects effects) {
        this.resources = resources;
        this.effects = effects;
    }

    /**
     * What shall be done.
     *
     * @param details for the audit log, besides the operation and the action
     */
    public record Wanted(Item item, String action, Values parameters, Grounds grounds) {}

    /** Whether nothing has been done yet, or all has been undone: also when a failed operation is run again. */
    public static boolean begins(OperationRun run) {
        return run.resumeToken().orElse(AFRESH).equals(AFRESH);
    }

    /** One call of the operation's handler. */
    public Outcome proceed(OperationRun run, Wanted wanted) throws InterruptedException {
        String token = run.resumeToken().orElse(AFRESH);
        Effect effect = effect(run, wanted);
        if (token.equals(CALLED)) {
            return lost(run, effect, "the platform stopped before the answer came");
        }
        if (token.isEmpty()) {
            effects.intent(effect);
            run.checkpoint(CALLED);
        }
        Optional<String> resume =
                token.startsWith(PENDING) ? Optional.of(token.substring(PENDING.length())) : Optional.empty();
        Step step;
        try {
            step = act(run, wanted, resume);
        } catch (ProviderException e) {
            return e.category() == Category.TRANSIENT || e.category() == Category.INTERNAL
                    ? lost(run, effect, e.code())
                    : failed(run, effect, e);
        } catch (PlenumException e) { // of the platform, so before the provider was called
            effects.failure(effect, e.code());
            run.checkpoint(AFRESH);
            throw e;
        } catch (InterruptedException e) {
            effects.unknown(effect, "stopped while the provider was at it");
            throw e;
        }
        return ended(run, effect, step);
    }

    private Step act(OperationRun run, Wanted wanted, Optional<String> resume)
            throws ProviderException, InterruptedException {
        Item item = wanted.item();
        ResourceRef ref = resources.ref(item);
        return resources.handle(
                run.caller(),
                resources.connectionOf(item),
                item.type(),
                Call.of(run, "act", TIMEOUT).logged(run),
                (handler, context) -> {
                    if (handler instanceof Actions actions) {
                        return actions.act(wanted.action(), wanted.parameters(), ref, resume, context);
                    }
                    throw new ProviderException(
                            Category.UNSUPPORTED, "unsupported-action", "The provider has no actions for this type.");
                });
    }

    private Outcome ended(OperationRun run, Effect effect, Step step) throws InterruptedException {
        if (step instanceof Step.Pending pending) {
            run.progress(0.5, pending.message());
            return new Outcome.Pending(PENDING + pending.resumeToken(), pending.pollAfter());
        }
        if (step instanceof Step.Failed failed) {
            failed.partial().ifPresent(state -> resources.take(run.caller(), effect.item(), state));
            // The provider answered: the action did not come about, unless the line broke while it ran.
            return failed.cause().category() == Category.TRANSIENT
                    ? lost(run, effect, failed.cause().code())
                    : failed(run, effect, failed.cause());
        }
        effects.success(effect, "");
        run.progress(0.9, "Looking at the result");
        if (step instanceof Step.Done done && done.state().isPresent()) {
            resources.take(run.caller(), effect.item(), done.state().get());
        } else {
            refresh(run, effect.item());
        }
        return new Outcome.Done(Values.of("item", effect.item().id().toString()));
    }

    private Outcome failed(OperationRun run, Effect effect, ProviderException cause) {
        effects.failure(effect, cause.code());
        run.checkpoint(AFRESH);
        return Failures.outcome(cause);
    }

    private Outcome lost(OperationRun run, Effect effect, String why) throws InterruptedException {
        effects.unknown(effect, why);
        refresh(run, effect.item());
        run.checkpoint(AFRESH);
        return new Outcome.Failed(
                "outcome-unknown",
                Failures.name(Category.TRANSIENT),
                "It is not known whether the action happened (" + why
                        + "). The item shows the resource as it is now; repeat the action if it is still wanted.");
    }

    private void refresh(OperationRun run, Item item) throws InterruptedException {
        try {
            if (!resources.current(run.caller(), item)) {
                run.log(OperationRun.Level.WARNING, "The resource is not there; the next sync marks it as vanished.");
            }
        } catch (ProviderException e) {
            run.log(OperationRun.Level.WARNING, "The result could not be looked at: " + e.getMessage());
        }
    }

    private static Effect effect(OperationRun run, Wanted wanted) {
        return new Effect(
                run.caller(),
                "resource.act",
                wanted.item(),
                run.id() + ":act",
                wanted.grounds()
                        .and(Values.builder()
                                .put("operation", run.id().toString())
                                .put("action", wanted.action())
                                .build()));
    }
}
