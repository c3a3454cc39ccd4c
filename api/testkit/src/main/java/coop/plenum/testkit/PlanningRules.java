package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.Planner;
import coop.plenum.api.provider.Planner.Planned;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Validator;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a provider checks changes and plans them. One that leaves both to the platform is not asked. */
abstract class PlanningRules extends ConsoleRules {
    /** Nothing that a remote system would take for a name, an address or an id. */
    private static final String ODD = "?/\u0001 no such thing";

    @Test
    void whatTheFixtureMakesHasNoProblems() throws Exception {
        for (Creatable wanted : checked()) {
            ResourceHandler handler = handler(wanted.type());
            assertNoProblems(handler, creation(wanted));
            ResourceState made = created(handler, wanted, newKey());
            assertNoProblems(handler, update(wanted, made));
            assertNoProblems(handler, deletion(made));
            delete(handler, made);
        }
    }

    private void assertNoProblems(ResourceHandler handler, Change change) throws InterruptedException {
        assertThat(validate(handler, change))
                .as(
                        "validate(%s) of \"%s\" of %s must find nothing wrong with what apply() then does",
                        change.kind(), change.ref().title(), name(handler))
                .isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        for (Creatable wanted : checked()) {
            ResourceHandler handler = handler(wanted.type());
            Map<String, Object> odd = new LinkedHashMap<>();
            for (Map.Entry<String, ?> value : wanted.values().asMap().entrySet()) {
                Optional<Object> other = odd(value.getValue());
                if (other.isPresent()
                        && fields(validate(handler, creation(wanted, Map.of(value.getKey(), other.get()))))
                                .contains(value.getKey())) {
                    odd.put(value.getKey(), other.get());
                }
            }
            assertThat(fields(validate(handler, creation(wanted, odd))))
                    .as(
                            "validate() of %s must tell all problems and never only the first: the values of %s are wrong,"
                                    + " each for itself and so all together",
                            name(handler), odd.keySet())
                    .containsAll(odd.keySet());
        }
    }

    private static Change creation(Creatable wanted, Map<String, Object> odd) {
        Values values = wanted.values().merge(Values.of(odd));
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), wanted.title(), values);
        return new Change(Change.Kind.CREATE, ref, Values.empty(), values, Optional.empty());
    }

    /** Another value of the same kind that few remote systems would take. */
    private static Optional<Object> odd(Object value) {
        if (value instanceof String text) {
            int last = Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')); // where it is may stand before it
            return Optional.of(text.startsWith("external:") ? text.substring(0, last + 1) + "no-such-thing" : ODD);
        }
        if (value instanceof BigDecimal) {
            return Optional.of(new BigDecimal(-1));
        }
        return value instanceof Long ? Optional.of(-1L) : Optional.empty();
    }

    private static Set<String> fields(List<Violation> problems) {
        Set<String> fields = new LinkedHashSet<>();
        for (Violation problem : problems) {
            String[] parts = problem.pointer().split("/", 3);
            if (parts.length > 1) {
                fields.add(parts[1].replace("~1", "/").replace("~0", "~"));
            }
        }
        return fields;
    }

    @Test
    void checkingAndPlanningModifyNothing() throws Exception {
        for (Creatable wanted : thought()) {
            ResourceHandler handler = handler(wanted.type());
            think(handler, creation(wanted));
            String rule = "validate() and plan() of " + name(handler) + " must modify nothing";
            assertThat(observe(handler, ref(wanted)))
                    .as(rule + ": nothing is there before apply()")
                    .isEqualTo(new Observed.Absent());
            ResourceState made = created(handler, wanted, newKey());
            ResourceState before = present(handler, ref(made));
            think(handler, update(wanted, made));
            think(handler, deletion(made));
            assertShows(before, observe(handler, ref(made)), rule);
            delete(handler, made);
        }
    }

    private void think(ResourceHandler handler, Change change) throws InterruptedException {
        validate(handler, change);
        if (handler instanceof Planner planner) {
            planner.plan(change, context());
        }
    }

    @Test
    void aPlanIsWhatApplyDoes() throws Exception {
        for (Creatable wanted : thought()) {
            ResourceHandler handler = handler(wanted.type());
            if (!(handler instanceof Planner planner)) {
                continue;
            }
            String of = "plan() of " + name(handler);
            assertThat(planner.plan(creation(wanted), context()))
                    .as("%s for what is not there must be Planned.Create", of)
                    .isInstanceOf(Planned.Create.class);
            ResourceState made = created(handler, wanted, newKey());
            ResourceState before = present(handler, ref(made));
            Change update = update(wanted, made);
            Change same =
                    new Change(Change.Kind.UPDATE, update.ref(), update.before(), update.before(), Optional.empty());
            assertThat(planner.plan(same, context()))
                    .as("%s for an update to the values that are there must be Planned.NoChange", of)
                    .isInstanceOf(Planned.NoChange.class);
            assertDone(handler, update, planner.plan(update, context()), before);
            assertThat(planner.plan(deletion(made), context()))
                    .as("%s for a delete must be Planned.Delete", of)
                    .isInstanceOf(Planned.Delete.class);
            delete(handler, made);
        }
    }

    private void assertDone(ResourceHandler handler, Change update, Planned planned, ResourceState before)
            throws InterruptedException {
        String of = "plan() of " + name(handler);
        if (planned instanceof Planned.Replace replace) {
            assertThat(replace.reasons())
                    .as("%s must say in words why it takes a replace", of)
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
            return;
        }
        assertThat(planned)
                .as("%s for an update must be Planned.NoChange, Planned.Update or Planned.Replace", of)
                .isInstanceOfAny(Planned.NoChange.class, Planned.Update.class);
        done(handler, update, newKey());
        if (planned instanceof Planned.NoChange) {
            assertShows(
                    before, observe(handler, update.ref()), of + " answered NoChange, so apply() must change nothing");
        }
    }

    private List<Violation> validate(ResourceHandler handler, Change change) throws InterruptedException {
        return handler instanceof Validator validator ? validator.validate(change, context()) : List.of();
    }

    private List<Creatable> checked() {
        return fixture.creatable().stream()
                .filter(wanted -> handler(wanted.type()) instanceof Validator)
                .toList();
    }

    /** What is checked or planned before it is made. */
    private List<Creatable> thought() {
        List<Creatable> thought = new ArrayList<>(fixture.creatable());
        thought.removeIf(wanted ->
                !(handler(wanted.type()) instanceof Validator) && !(handler(wanted.type()) instanceof Planner));
        return thought;
    }
}
