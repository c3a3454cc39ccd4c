package coop.plenum.openstack.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actions of a type: what they are called, when they can be taken, how they are. Remembers the last keys, so that a
 * second call with one of them does nothing new; after a restart, the engine itself repeats no action. Thread-safe once all
 * are added.
 */
public final class ActionTable {
    private static final int REMEMBERED = 512;

    private final String whose;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Step> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Step> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param whose such as "A server" */
    public ActionTable(String whose) {
        this.whose = whose;
    }

    /** Says from the values known why an action cannot be taken. */
    @FunctionalInterface
    public interface Obstacle {
        Optional<String> to(Values known);
    }

    /** Takes an action. */
    @FunctionalInterface
    public interface Work {
        Step take(ResourceRef ref, Values parameters, OperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** Goes on with an action that was pending. */
    @FunctionalInterface
    public interface Sequel {
        Step go(Stage stage, ResourceRef ref, OperationContext context) throws ProviderException, InterruptedException;
    }

    private record Entry(Action action, Obstacle obstacle, Work work, Optional<Sequel> sequel) {}

    public void add(Action action, Obstacle obstacle, Work work) {
        entries.put(action.name(), new Entry(action, obstacle, work, Optional.empty()));
    }

    public void add(Action action, Obstacle obstacle, Work work, Sequel sequel) {
        entries.put(action.name(), new Entry(action, obstacle, work, Optional.of(sequel)));
    }

    public List<Action> all() {
        return entries.values().stream().map(Entry::action).toList();
    }

    public Optional<String> unavailable(String action, ResourceRef ref) {
        Entry entry = entries.get(action);
        return entry == null
                ? Optional.of(whose + " has no action \"" + action + "\".")
                : entry.obstacle().to(ref.known());
    }

    /** As {@link coop.plenum.api.provider.Actions#act}. */
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        Entry entry = entries.get(action);
        if (entry == null) {
            return Step.failed(new ProviderException(
                    Category.UNSUPPORTED, "unknown-action", whose + " has no action \"" + action + "\"."));
        }
        String key = context.idempotencyKey();
        Optional<Step> before = resumeToken.isPresent() ? Optional.empty() : remembered(key);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Step step = resumeToken.isPresent()
                    ? entry.sequel()
                            .orElseThrow(() -> new ProviderException(
                                    Category.INTERNAL, "invalid-resume-token", "This action has no second step."))
                            .go(Stage.parse(resumeToken.get()), ref, context)
                    : entry.work().take(ref, parameters, context);
            remember(key, step);
            return step;
        } catch (ProviderException e) {
            return Stage.missed(resumeToken, e);
        } catch (PlenumException e) { // a parameter that the schema would have asked for
            return Step.failed(new ProviderException(Category.USER, "invalid-parameters", e.getMessage(), e));
        }
    }

    private Optional<Step> remembered(String key) {
        synchronized (taken) {
            return Optional.ofNullable(taken.get(key));
        }
    }

    private void remember(String key, Step step) {
        synchronized (taken) {
            taken.put(key, step);
        }
    }
}
