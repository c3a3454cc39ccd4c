package coop.plenum.infrastructure.change;

import coop.plenum.api.PlenumException;
import coop.plenum.api.UnitOfWork;
import coop.plenum.api.Values;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.operation.OperationRun;
import coop.plenum.api.operation.Outcome;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.infrastructure.Engine;
import coop.plenum.infrastructure.change.ApplyToken.Half;
import coop.plenum.infrastructure.change.ApplyToken.Stage;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Effects;
import coop.plenum.infrastructure.resource.Effects.Effect;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.Resources;
import java.time.Duration;
import java.util.Locale;
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
 *
 * <p>What cannot be changed in place is replaced: deleted, then made anew for the same item. Each half has its own intent
 * and key. From the end of the first on the item has no resource, and only the second is left to be done.
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
        return new Attempt(run, checkpoint, spec, item, settable, token.half(), grounds).proceed(token);
    }

    /** One call of the operation's handler. */
    private final class Attempt {
        private final OperationRun run;
        private final Checkpoint checkpoint;
        private final ChangeSpec spec;
        private final Item item;
        private final Settable settable;
        private final Grounds grounds;
        /** What the provider is asked for: one of the two where the change is a replace. */
        private final ChangeKind kind;
        /** Tells the effects of one operation apart. */
        private final String name;

        private final Effect effect;
        private final Values before;
        private final Values desired;

        Attempt(
                OperationRun run,
                Checkpoint checkpoint,
                ChangeSpec spec,
                Item item,
                Settable settable,
                Half half,
                Grounds grounds) {
            this.run = run;
            this.checkpoint = checkpoint;
            this.spec = spec;
            this.item = item;
            this.settable = settable;
            this.grounds = grounds;
            this.kind = switch (half) {
                case WHOLE -> spec.kind();
                case REMOVE -> ChangeKind.DELETE;
                case REMAKE -> ChangeKind.CREATE;
            };
            this.name = half == Half.WHOLE ? "apply" : half.name().toLowerCase(Locale.ROOT);
            this.effect = new Effect(run.caller(), "resource." + kind.text(), item, run.id() + ":" + name, grounds);
            this.before = kind == ChangeKind.CREATE ? Values.empty() : settable.of(item.values());
            this.desired = desired();
        }

        /** Of a create only what was asked for: the draft that stands for it may have been edited since. */
        private Values desired() {
            if (kind == ChangeKind.DELETE) {
                return Values.empty();
            }
            return spec.kind() == ChangeKind.CREATE ? settable.of(spec.values()) : settable.wanted(item, spec.values());
        }

        Outcome proceed(ApplyToken token) throws InterruptedException {
            return switch (token.stage()) {
                case PREPARE -> call(token, () -> effects.intent(effect));
                case CALLED -> {
                    if (token.calls() == 0 && token.looks() == 0) { // of another operation, which has come to an end
                        effects.intent(effect);
                    }
                    yield look(token);
                }
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
                    kind.forProvider(),
                    ref(),
                    references.external(spec.type(), before),
                    references.external(spec.type(), desired),
                    token.provider());
            Step step;
            try {
                step = resources.handle(
                        run.caller(),
                        spec.connection(),
                        spec.type(),
                        Call.of(run, name, TIMEOUT),
                        (handler, context) -> handler.apply(change, context));
            } catch (ProviderException e) {
                step = Step.failed(e);
            } catch (PlenumException e) { // of the platform, so before the provider was called
                effects.failure(effect, e.code());
                stop(token);
                throw e;
            } catch (InterruptedException e) {
                effects.unknown(effect, "stopped while the provider was at it");
                throw e;
            }
            return answered(called, step);
        }

        /**
         * What is not there yet is known by what it shall be: neither by what it replaces, nor by the draft that stands for
         * it, which may have been edited since.
         */
        private ResourceRef ref() {
            if (kind != ChangeKind.CREATE || external().isPresent()) {
                return resources.ref(item);
            }
            String title = spec.kind() == ChangeKind.CREATE ? spec.title() : item.title();
            return new ResourceRef(item.id(), Optional.empty(), title, references.external(spec.type(), desired));
        }

        private Optional<String> external() {
            return item.management().flatMap(Management::externalId);
        }

        private Outcome answered(ApplyToken token, Step step) throws InterruptedException {
            if (step instanceof Step.Pending pending) {
                run.progress(0.5, pending.message());
                return new Outcome.Pending(token.pending(pending.resumeToken()).text(), pending.pollAfter());
            }
            if (step instanceof Step.Done done) {
                return succeeded(token, "", done.state());
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
                            token.later().text(), failed.cause().retryAfter().orElse(pause));
                }
                default -> failed(failed.partial().isPresent() ? ApplyToken.of(Stage.PREPARE) : token, failed.cause());
            };
        }

        /**
         * The answer is lost. A provider that was at it already is asked again with its own token, since half of a resource
         * looks like one when it is looked for.
         */
        private ApplyToken missed(ApplyToken token) {
            return token.provider().isPresent() && token.looks() + 1 < LOOKS ? token.looked() : token.lost();
        }

        private Outcome look(ApplyToken token) throws InterruptedException {
            if (token.looks() == 0 && token.calls() > 0) {
                effects.unknown(effect, "the answer was lost");
            }
            Observed observed = resources.look(run.caller(), item, ref(), Call.of(run, "look", LOOK));
            if (observed instanceof Observed.Unknown unknown) {
                return token.looks() + 1 < LOOKS
                        ? again(token)
                        : unknown(token, unknown.reason().getMessage());
            }
            Optional<ResourceState> state =
                    observed instanceof Observed.Present present ? Optional.of(present.state()) : Optional.empty();
            if (hasComeAbout(token, state)) {
                return succeeded(token, "found by looking", state);
            }
            if (kind == ChangeKind.UPDATE && state.isEmpty()) {
                return failed(
                        token,
                        new ProviderException(
                                Category.MISSING, "resource-vanished", "The resource is no longer there."));
            }
            if (token.looks() + 1 < LOOKS_THAT_FIND_NOTHING) {
                return again(token);
            }
            return token.calls() < CALLS
                    ? call(token, () -> {})
                    : failed(
                            token,
                            new ProviderException(
                                    Category.TRANSIENT,
                                    "not-applied",
                                    "The remote system did not take the change in " + CALLS
                                            + " attempts; the operation's log says why. Apply it again once it is up."));
        }

        private boolean hasComeAbout(ApplyToken token, Optional<ResourceState> state) {
            return switch (kind) {
                case CREATE -> state.isPresent() && !isReplaced(token, state.get());
                case UPDATE ->
                    state.isPresent()
                            && settable.showsUpdate(
                                    state.get().values(),
                                    references.external(spec.type(), before),
                                    references.external(spec.type(), desired));
                case DELETE -> state.isEmpty();
                case ACT, SET -> false;
            };
        }

        /** Remote systems may show for a while what has been deleted, and some name the new as they did the old. */
        private boolean isReplaced(ApplyToken token, ResourceState state) {
            return token.replaced().equals(Optional.of(state.externalId()))
                    && !settable.shows(state.values(), references.external(spec.type(), desired));
        }

        private Outcome again(ApplyToken token) {
            return new Outcome.Pending(token.looked().text(), pause);
        }

        private Outcome succeeded(ApplyToken token, String how, Optional<ResourceState> state)
                throws InterruptedException {
            if (token.half() == Half.REMOVE) {
                return removed(token, how);
            }
            if (token.removed() && state.isEmpty()) { // only by looking can it be told from what it replaces
                return new Outcome.Pending(token.lost().text(), pause);
            }
            if (kind != ChangeKind.DELETE && state.isPresent() && settledAtOnce(how, state.get())) {
                return done();
            }
            if (token.removed()) { // by what it shall be, and not by what it was, it is found until it is recorded
                state.ifPresent(present -> settlement.record(run.caller(), item, present));
            }
            effects.success(effect, how);
            ApplyToken done = token.at(Stage.DONE);
            run.checkpoint(done.text());
            state.filter(present -> kind != ChangeKind.DELETE && !token.removed())
                    .ifPresent(present -> settlement.record(run.caller(), item, present));
            return settled(done);
        }

        /** That it is gone, and that only its successor is left to be made, is one unit. */
        private Outcome removed(ApplyToken token, String how) throws InterruptedException {
            ApplyToken next = token.remake(external());
            checkpoint.keep(next.text(), () -> {
                effects.success(effect, how);
                settlement.released(run.caller(), item);
            });
            run.progress(0.5, "It is gone; making it anew");
            return settlement
                    .current(item)
                    .map(now -> new Attempt(run, checkpoint, spec, now, settable, next.half(), grounds))
                    .orElseThrow(() -> PlenumException.missing("item-missing", "The item has been deleted meanwhile."))
                    .proceed(next);
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
            if (kind == ChangeKind.DELETE) {
                settlement.gone(run.caller(), item, spec.reason());
            } else {
                Optional<ProviderException> open =
                        settlement.published(run.caller(), item, ref(), desired, spec.reason());
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

        private Outcome failed(ApplyToken token, ProviderException cause) {
            effects.failure(effect, cause.code());
            stop(token);
            return Failures.outcome(cause);
        }

        /** It is begun again from the start, but what is gone is not deleted twice. */
        private void stop(ApplyToken token) {
            checkpoint.keep(token.removed() ? token.at(Stage.PREPARE).text() : "", () -> {});
        }

        private Outcome unknown(ApplyToken token, String why) {
            run.checkpoint(token.at(Stage.CALLED).text());
            return new Outcome.Failed(
                    UNKNOWN,
                    Failures.name(Category.TRANSIENT),
                    "It is not known whether the change came about: " + why
                            + " Retry the operation once the remote system answers; it then looks again first.");
        }
    }
}
