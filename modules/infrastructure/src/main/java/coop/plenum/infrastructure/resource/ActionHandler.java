package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Effects.Effect;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes a day-2 action. The resume token says how far it has come: {@code called} from before the first call until its
 * answer is known, {@code pending:<token>} while the provider asks to be called again.
 *
 * <p>An action whose answer was lost is not repeated: looking at the resource cannot tell whether it was rebooted. It is
 * noted as unknown, the item is made current, and a person decides.
 */
@Component(service = OperationHandler.class)
public final class ActionHandler implements OperationHandler {
    static final String KIND = "infrastructure.action";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String CALLED = "called";
    private static final String PENDING = "pending:";
    private static final String AFRESH = "";

    private final AccessService access;
    private final Engine engine;
    private final Resources resources;
    private final Effects effects;

    @Activate
    public ActionHandler(
            @Reference AccessService access,
            @Reference Engine engine,
            @Reference Resources resources,
            @Reference Effects effects) {
        this.access = access;
        this.engine = engine;
        this.resources = resources;
        this.effects = effects;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        Item item = item(run);
        access.require(run.caller(), ResourceActions.permission(item), item.space());
        String token = run.resumeToken().orElse(AFRESH);
        Effect effect = effect(run, item);
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
            step = act(run, item, resume);
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

    private Item item(OperationRun run) {
        return run.target()
                .flatMap(id -> engine.find(UUID.fromString(id)))
                .orElseThrow(() -> PlenumException.missing("item-missing", "The item has been deleted meanwhile."));
    }

    private Step act(OperationRun run, Item item, Optional<String> resume)
            throws ProviderException, InterruptedException {
        ResourceRef ref = resources.ref(item);
        String name = run.input().requireText("action");
        return resources.handle(
                run.caller(),
                resources.connectionOf(item),
                item.type(),
                Call.of(run, "act", TIMEOUT).logged(run),
                (handler, context) -> {
                    if (handler instanceof Actions actions) {
                        return actions.act(name, run.input().nested("parameters"), ref, resume, context);
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

    private static Effect effect(OperationRun run, Item item) {
        Caller caller = run.caller();
        return new Effect(
                caller,
                "resource.act",
                item,
                run.id() + ":act",
                Values.builder()
                        .put("operation", run.id().toString())
                        .put("action", run.input().requireText("action"))
                        .build());
    }
}
