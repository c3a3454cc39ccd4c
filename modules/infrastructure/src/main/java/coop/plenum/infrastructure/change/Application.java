package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.ApplyToken.Stage;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Effects;
import coop.plenum.infrastructure.resource.Effects.Effect;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the provider make one change, once, whatever happens in between.
 *
 * <p>The intent is durable before the first call. When an answer is lost, by a crash or a broken line, the resource is
 * looked for by its identity: found as wanted, the change has come about; not found as wanted twice, the provider is
 * called again with the same idempotency key; and if nobody can tell, a person is asked.
 */
@Component(service = Application.class)
public final class Application {
    /** Code of an outcome that nobody could find out. */
    static final String UNKNOWN = "outcome-unknown";

    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int CALLS = 3;
    private static final int LOOKS_THAT_FIND_NOTHING = 2;
    private static final int LOOKS = 10;

    private final Duration pause;
    private final UnitOfWork unit;
    private final Resources resources;
    private final References references;
    private final Effects effects;
    private final Settlement settlement;

    @Activate
    public Application(
            @Reference UnitOfWork unit,
            @Reference ContentService content,
            @Reference Engine engine,
            @Reference Resources resources,
            @Reference References references,
            @Reference Effects effects) {
        this(unit, content, engine, resources, references, effects, PAUSE);
    }

    /** @param pause before it looks again, or calls again */
    public Application(
            UnitOfWork unit,
            ContentService content,
            Engine engine,
            Resources resources,
            References references,
            Effects effects,
            Duration pause) {
        this.pause = pause;
        this.unit = unit;
        this.resources = resources;
        this.references = references;
        this.effects = effects;
        this.settlement = new Settlement(content, engine, resources);
    }

    /** Notes where the work stands, together with what else is to be durable by then. */
    @FunctionalInterface
    public interface Checkpoint {
        /** @param entry joins the unit of work in which the token is kept */
        void keep(String token, Runnable entry);
    }

    /** The checkpoints of an operation that does nothing else. */
    public Checkpoint checkpoints(OperationRun run) {
        return (token, entry) -> unit.together(() -> {
            entry.run();
            run.checkpoint(token);
            return token;
        });
    }

    /**
     * One call of the operation's handler.
     *
     * @param checkpoint of the same run
     * @param item what stands for the resource; a draft while that has to be created
     * @param grounds for the audit log
     */
    public Outcome proceed(
            OperationRun run,
            Checkpoint checkpoint,
            ChangeSpec spec,
            Item item,
            Settable settable,
            ApplyToken token,
            Grounds grounds)
            throws InterruptedException {
        Effect effect = new Effect(run.caller(), "resource." + spec.kind().text(), item, run.id() + ":apply", grounds);
        return new Attempt(run, checkpoint, spec, item, settable, effect).proceed(token);
    }

    /** One call of the operation's handler. */
    private final class Attempt {
        private final OperationRun run;
        private final Checkpoint checkpoint;
        private final ChangeSpec spec;
        private final Item item;
        private final Settable settable;
        private final Effect effect;
        private final Values before;
        private final Values desired;

        Attempt(OperationRun run, Checkpoint checkpoint, ChangeSpec spec, Item item, Settable settable, Effect effect) {
            this.run = run;
            this.checkpoint = checkpoint;
            this.spec = spec;
            this.item = item;
            this.settable = settable;
            this.effect = effect;
            this.before = spec.kind() == ChangeKind.CREATE ? Values.empty() : settable.of(item.values());
            this.desired = desired();
        }

        /** Of a create only what was asked for: the draft that stands for it may have been edited since. */
        private Values desired() {
            return switch (spec.kind()) {
                case CREATE -> settable.of(spec.values());
                case DELETE -> Values.empty();
                case UPDATE, ACT, SET -> settable.wanted(item, spec.values());
            };
        }

        Outcome proceed(ApplyToken token) throws InterruptedException {
            return switch (token.stage()) {
                case PREPARE -> call(token, () -> effects.intent(effect));
                case CALLED -> look(token);
                case PENDING -> call(token, () -> {});
                case DONE -> settled(token);
            };
        }

        /** @param entry to be durable before the provider is called */
        private Outcome call(ApplyToken token, Runnable entry) throws InterruptedException {
            ApplyToken called = token.stage() == Stage.PENDING ? token : token.called();
            checkpoint.keep(called.text(), entry);
            run.progress(0.2, "Calling the provider");
            Change change = new Change(
                    spec.kind().forProvider(),
                    resources.ref(item),
                    references.external(spec.type(), before),
                    references.external(spec.type(), desired),
                    token.provider());
            Step step;
            try {
                step = resources.handle(
                        run.caller(),
                        spec.connection(),
                        spec.type(),
                        Call.of(run, "apply", TIMEOUT),
                        (handler, context) -> handler.apply(change, context));
            } catch (ProviderException e) {
                step = Step.failed(e);
            } catch (PlenumException e) { // of the platform, so before the provider was called
                effects.failure(effect, e.code());
                run.checkpoint("");
                throw e;
            } catch (InterruptedException e) {
                effects.unknown(effect, "stopped while the provider was at it");
                throw e;
            }
            return answered(called, step);
        }

        private Outcome answered(ApplyToken token, Step step) throws InterruptedException {
            if (step instanceof Step.Pending pending) {
                run.progress(0.5, pending.message());
                return new Outcome.Pending(token.pending(pending.resumeToken()).text(), pending.pollAfter());
            }
            if (step instanceof Step.Done done) {
                return succeeded("", done.state());
            }
            Step.Failed failed = (Step.Failed) step;
            // What exists all the same is put on record before anything else.
            failed.partial().ifPresent(state -> settlement.record(run.caller(), item, state));
            return switch (failed.cause().category()) {
                case TRANSIENT, INTERNAL -> {
                    run.log(OperationRun.Level.WARNING, failed.cause().getMessage());
                    yield new Outcome.Pending(missed(token).text(), pause);
                }
                case THROTTLED -> {
                    run.log(OperationRun.Level.INFO, failed.cause().getMessage());
                    yield new Outcome.Pending(
                            new ApplyToken(Stage.PENDING, token.calls(), 0, token.provider()).text(),
                            failed.cause().retryAfter().orElse(pause));
                }
                default -> failed(failed.cause());
            };
        }

        /**
         * The answer is lost. A provider that was at it already is asked again with its own token, since half of a resource
         * looks like one when it is looked for.
         */
        private ApplyToken missed(ApplyToken token) {
            return token.provider().isPresent() && token.looks() + 1 < LOOKS
                    ? token.looked()
                    : new ApplyToken(Stage.CALLED, Math.max(1, token.calls()), 0, Optional.empty());
        }

        private Outcome look(ApplyToken token) throws InterruptedException {
            if (token.looks() == 0) {
                effects.unknown(effect, "the answer was lost");
            }
            Observed observed = resources.look(run.caller(), item, Call.of(run, "look", LOOK));
            if (observed instanceof Observed.Unknown unknown) {
                return token.looks() + 1 < LOOKS
                        ? again(token)
                        : unknown(unknown.reason().getMessage());
            }
            Optional<ResourceState> state =
                    observed instanceof Observed.Present present ? Optional.of(present.state()) : Optional.empty();
            if (hasComeAbout(state)) {
                return succeeded("found by looking", state);
            }
            if (spec.kind() == ChangeKind.UPDATE && state.isEmpty()) {
                return failed(new ProviderException(
                        Category.MISSING, "resource-vanished", "The resource is no longer there."));
            }
            if (token.looks() + 1 < LOOKS_THAT_FIND_NOTHING) {
                return again(token);
            }
            return token.calls() < CALLS
                    ? call(token, () -> {})
                    : failed(new ProviderException(
                            Category.TRANSIENT,
                            "not-applied",
                            "The remote system did not take the change in " + CALLS
                                    + " attempts; the operation's log says why. Apply it again once it is up."));
        }

        private boolean hasComeAbout(Optional<ResourceState> state) {
            return switch (spec.kind()) {
                case CREATE -> state.isPresent();
                case UPDATE ->
                    state.isPresent()
                            && settable.holds(state.get().values(), references.external(spec.type(), desired));
                case DELETE -> state.isEmpty();
                case ACT, SET -> false;
            };
        }

        private Outcome again(ApplyToken token) {
            return new Outcome.Pending(token.looked().text(), pause);
        }

        private Outcome succeeded(String how, Optional<ResourceState> state) throws InterruptedException {
            if (spec.kind() != ChangeKind.DELETE && state.isPresent() && settledAtOnce(how, state.get())) {
                return done();
            }
            effects.success(effect, how);
            ApplyToken done = ApplyToken.of(Stage.DONE);
            run.checkpoint(done.text());
            state.filter(present -> spec.kind() != ChangeKind.DELETE)
                    .ifPresent(present -> settlement.record(run.caller(), item, present));
            return settled(done);
        }

        /**
         * The rule: that it came about, what there is now and what was wanted are one unit. A process that dies before
         * it finds the resource by looking.
         *
         * @return false if content could not follow; then nothing is written, and it is tried one by one
         */
        private boolean settledAtOnce(String how, ResourceState state) {
            try {
                return unit.together(() -> {
                    effects.success(effect, how);
                    settlement.settle(run.caller(), item, state, desired, spec.reason());
                    return true;
                });
            } catch (PlenumException e) {
                return false;
            }
        }

        private Outcome settled(ApplyToken token) throws InterruptedException {
            run.progress(0.9, "Bringing the item up to date");
            if (spec.kind() == ChangeKind.DELETE) {
                settlement.gone(run.caller(), item, spec.reason());
            } else {
                Optional<ProviderException> open = settlement.published(run.caller(), item, desired, spec.reason());
                if (open.isPresent()) {
                    run.log(OperationRun.Level.WARNING, open.get().getMessage());
                    return token.looks() + 1 < LOOKS
                            ? again(token)
                            : new Outcome.Failed(
                                    open.get().code(),
                                    Failures.name(open.get().category()),
                                    "The provider made the change, but its result cannot be seen: "
                                            + open.get().getMessage() + " Sync the connection once it can.");
                }
            }
            return done();
        }

        private Outcome done() {
            return new Outcome.Done(Values.of("item", item.id().toString()));
        }

        private Outcome failed(ProviderException cause) {
            effects.failure(effect, cause.code());
            run.checkpoint("");
            return Failures.outcome(cause);
        }

        private Outcome unknown(String why) {
            run.checkpoint(ApplyToken.of(Stage.CALLED).text());
            return new Outcome.Failed(
                    UNKNOWN,
                    Failures.name(Category.TRANSIENT),
                    "It is not known whether the change came about: " + why
                            + " Retry the operation once the remote system answers; it then looks again first.");
        }
    }
}
