package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationHandler;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.resource.ActionAttempt.Wanted;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes a day-2 action that needs nobody's approval; see {@link ActionAttempt}. */
@Component(service = OperationHandler.class)
public final class ActionHandler implements OperationHandler {
    static final String KIND = "infrastructure.action";

    private final AccessService access;
    private final Engine engine;
    private final ResourceActions actions;
    private final ActionAttempt attempt;
    private final ResourceLocks locks;

    @Activate
    public ActionHandler(
            @Reference AccessService access,
            @Reference Engine engine,
            @Reference ResourceActions actions,
            @Reference ActionAttempt attempt,
            @Reference ResourceLocks locks) {
        this.access = access;
        this.engine = engine;
        this.actions = actions;
        this.attempt = attempt;
        this.locks = locks;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(OperationRun run) throws InterruptedException {
        Item item = item(run);
        access.require(run.caller(), ResourceActions.permission(item), item.space());
        return locks.during(run, item.id(), () -> act(run, item));
    }

    private Outcome act(OperationRun run, Item item) throws InterruptedException {
        if (ActionAttempt.begins(run)) {
            // Once more: what it was asked for under may have changed, and a retry comes in here, too.
            actions.requireFree(item);
        }
        return attempt.proceed(
                run,
                new Wanted(item, run.input().requireText("action"), run.input().nested("parameters"), Grounds.NONE));
    }

    private Item item(OperationRun run) {
        return run.target()
                .flatMap(id -> engine.find(UUID.fromString(id)))
                .orElseThrow(() -> PlenumException.missing("item-missing", "The item has been deleted meanwhile."));
    }
}
