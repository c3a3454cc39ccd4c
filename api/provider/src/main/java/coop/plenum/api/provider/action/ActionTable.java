package coop.plenum.api.provider.action;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The actions of a type in a table: what each is called, when it can be taken, and how it is done.
 *
 * <p>Asking for one that is not in it is a failure {@code unknown-action} of category {@code UNSUPPORTED}; leaving out a
 * value that is needed is one {@code invalid-parameters} of category {@code USER}.
 *
 * <p>It remembers by their idempotency keys how the last 512 actions went, so that a second call with the same key does
 * nothing new, unless the first one has failed. Over a restart it remembers nothing; the platform repeats no action then.
 *
 * <p>Thread-safe once all actions are added.
 */
public final class ActionTable implements Actions {
    private static final int REMEMBERED = 512;

    private final String whose;
    private final OnFailure onFailure;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Step> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Step> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param whose such as "A server", for messages */
    public ActionTable(String whose) {
        this(whose, (resumeToken, cause) -> Step.failed(cause));
    }

    /** @param whose such as "A server", for messages */
    public ActionTable(String whose, OnFailure onFailure) {
        this.whose = whose;
        this.onFailure = onFailure;
    }

    /** Takes an action. Thread-safe. */
    @ConsumerType
    @FunctionalInterface
    public interface Work {
        Step take(ResourceRef ref, Values parameters, OperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** Goes on with an action that was pending. Thread-safe. */
    @ConsumerType
    @FunctionalInterface
    public interface Sequel {
        /** @param resumeToken of the {@link Step.Pending} before */
        Step go(String resumeToken, ResourceRef ref, OperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** What to make of a failure: a remote system that works on an action may be asked again. Thread-safe. */
    @ConsumerType
    @FunctionalInterface
    public interface OnFailure {
        /** @param resumeToken with which the call was made; empty on the first call */
        Step step(Optional<String> resumeToken, ProviderException cause);
    }

    private record Entry(Action action, Obstacle obstacle, Work work, Sequel sequel) {}

    /** Adds an action that is done with its first call. */
    public void add(Action action, Obstacle obstacle, Work work) {
        add(action, obstacle, work, (resumeToken, ref, context) -> {
            throw new ProviderException(Category.INTERNAL, "invalid-resume-token", "This action has no second step.");
        });
    }

    /**
     * Adds an action that may be pending.
     *
     * @throws IllegalArgumentException when there is one of this name
     */
    public void add(Action action, Obstacle obstacle, Work work, Sequel sequel) {
        if (entries.putIfAbsent(action.name(), new Entry(action, obstacle, work, sequel)) != null) {
            throw new IllegalArgumentException(whose + " has an action \"" + action.name() + "\" already.");
        }
    }

    /** In the order in which they were added. */
    @Override
    public List<Action> actions() {
        return entries.values().stream().map(Entry::action).toList();
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        Entry entry = entries.get(action);
        return entry == null ? Optional.of(unknown(action)) : entry.obstacle().to(ref.known());
    }

    @Override
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        Entry entry = entries.get(action);
        if (entry == null) {
            return Step.failed(new ProviderException(Category.UNSUPPORTED, "unknown-action", unknown(action)));
        }
        String key = context.idempotencyKey();
        Optional<Step> before = resumeToken.isPresent() ? Optional.empty() : remembered(key);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Step step = resumeToken.isPresent()
                    ? entry.sequel().go(resumeToken.get(), ref, context)
                    : entry.work().take(ref, parameters, context);
            remember(key, step);
            return step;
        } catch (ProviderException e) {
            return onFailure.step(resumeToken, e);
        } catch (PlenumException e) { // a parameter that the schema would have asked for
            return Step.failed(new ProviderException(Category.USER, "invalid-parameters", e.getMessage(), e));
        }
    }

    private String unknown(String action) {
        return whose + " has no action \"" + action + "\".";
    }

    private Optional<Step> remembered(String key) {
        synchronized (taken) {
            return Optional.ofNullable(taken.get(key));
        }
    }

    private void remember(String key, Step step) {
        if (!(step instanceof Step.Failed)) {
            synchronized (taken) {
                taken.put(key, step);
            }
        }
    }
}
