package coop.plenum.infrastructure.changeset;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.infrastructure.change.ChangeKind;
import coop.plenum.infrastructure.change.ChangePlanner;
import coop.plenum.infrastructure.change.Changes;
import coop.plenum.infrastructure.change.Plan;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.References;
import coop.plenum.infrastructure.resource.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Plans many steps at a time, each as a change of its own would be planned. Thread-safe. */
@Component(service = SetPlanner.class)
public final class SetPlanner {
    /** As many as an open connection lets wait, with room for others. */
    private static final int WIDTH = 64;

    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_NOTICES = 20;

    private final ContentService content;
    private final ChangePlanner planner;
    private final Resources resources;
    private final References references;

    @Activate
    public SetPlanner(
            @Reference ContentService content,
            @Reference ChangePlanner planner,
            @Reference Resources resources,
            @Reference References references) {
        this.content = content;
        this.planner = planner;
        this.resources = resources;
        this.references = references;
    }

    /** What came of planning one step. */
    private sealed interface Answer {
        record Planned(StepPlan plan, List<String> notices, List<QuotaNeed> needs) implements Answer {}

        record Wrong(List<Violation> problems) implements Answer {}
    }

    /**
     * Plans against the resources as they are now.
     *
     * @param frozen plans of steps that have been begun, by number; they stay
     * @throws PlenumException {@code invalid-change} with the problems of all steps
     * @throws ProviderException if a remote system could not be asked
     */
    SetPlan plan(Caller caller, Wishes wishes, Map<Integer, StepPlan> frozen)
            throws ProviderException, InterruptedException {
        Map<String, String> names = new HashMap<>();
        wishes.steps().forEach(step -> names.put(StepReference.placeholder(step.key()), StepReference.to(step.key())));
        List<Wish> open = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            if (!frozen.containsKey(i)) {
                open.add(wishes.get(i));
            }
        }
        Set<UUID> company = wishes.items();
        Absentees absentees = Absentees.of(caller, open, resources, references);
        ExecutorService workers = Workers.start("plenum-plan", Math.min(WIDTH, wishes.size()));
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < wishes.size(); i++) {
                int number = i;
                StepPlan known = frozen.get(number);
                answers.add(workers.submit(() -> known == null
                        ? answer(caller, wishes, number, names, absentees, company)
                        : new Answer.Planned(known, List.of(), List.of())));
            }
            return collect(answers, wishes, frozen.keySet());
        } finally {
            workers.shutdownNow();
        }
    }

    private static SetPlan collect(List<Future<Answer>> answers, Wishes wishes, Set<Integer> frozen)
            throws ProviderException, InterruptedException {
        QuotaSums quotas = new QuotaSums(wishes);
        List<StepPlan> plans = new ArrayList<>();
        List<Violation> problems = new ArrayList<>();
        Set<String> notices = new LinkedHashSet<>();
        for (int step = 0; step < answers.size(); step++) {
            Answer answer = Workers.get(answers.get(step));
            if (answer instanceof Answer.Planned planned) {
                plans.add(planned.plan());
                notices.addAll(planned.notices());
                quotas.add(step, planned.needs());
            } else if (answer instanceof Answer.Wrong wrong) {
                problems.addAll(wrong.problems());
            }
        }
        problems.addAll(quotas.problems());
        throwIfAny(problems);
        for (int step = 0; step < plans.size(); step++) {
            Set<String> fields = new TreeSet<>();
            wishes.get(step).follows().forEach((field, others) -> {
                if (others.stream().anyMatch(other -> plans.get(other).replaces())) {
                    fields.add(field);
                }
            });
            if (!fields.isEmpty() && !frozen.contains(step)) {
                plans.set(step, plans.get(step).following(fields));
            }
        }
        return SetPlan.of(
                plans,
                Stream.concat(quotas.notices().stream(), notices.stream())
                        .limit(MOST_NOTICES)
                        .toList());
    }

    private Answer answer(
            Caller caller, Wishes wishes, int number, Map<String, String> names, Absentees absentees, Set<UUID> company)
            throws ProviderException, InterruptedException {
        Wish wish = wishes.get(number);
        try {
            if (wish.spec().kind() == ChangeKind.CREATE) {
                validate(caller, wish);
            }
            Plan plan = planner.plan(caller, wish.spec(), wish.outlook(absentees.absent(wish.spec()), company));
            StepPlan step = StepPlan.of(wish, plan, planner.settable(wish.spec().type()), wishes.after(number), names);
            return new Answer.Planned(step, plan.notices(), plan.needs());
        } catch (PlenumException e) {
            return wrong(number, e);
        } catch (ProviderException e) {
            if (e.category() == Category.USER || e.category() == Category.CONFLICT) {
                return wrong(number, Failures.exception(e));
            }
            throw e;
        }
    }

    /** As content would be checked; what another step makes cannot be there yet. */
    private void validate(Caller caller, Wish wish) {
        try {
            content.validate(caller, Changes.draftOf(wish.early(wish.spec())));
        } catch (PlenumException e) {
            List<Violation> left = e.violations().stream()
                    .filter(problem -> !(problem.code().equals("item-missing") && awaited(wish, problem.pointer())))
                    .toList();
            if (!left.isEmpty()) {
                throw PlenumException.invalid(e.code(), String.valueOf(e.getMessage()), left);
            }
            if (e.violations().isEmpty()) {
                throw e;
            }
        }
    }

    /** @param pointer {@code /values/<field>}, and the number of the element where it is a list */
    private static boolean awaited(Wish wish, String pointer) {
        return wish.spec().values().asMap().entrySet().stream()
                .filter(value -> pointer.equals("/values/" + value.getKey())
                        || pointer.startsWith("/values/" + value.getKey() + "/"))
                .flatMap(
                        value -> value.getValue() instanceof List<?> list ? list.stream() : Stream.of(value.getValue()))
                .anyMatch(value -> value instanceof String text && wish.awaits().containsKey(text));
    }

    /** Rights and outages concern the whole; all else is the step's own problem. */
    private static Answer wrong(int number, PlenumException e) {
        String place = "/steps/" + number;
        if (!e.violations().isEmpty()) {
            return new Answer.Wrong(e.violations().stream()
                    .map(problem -> new Violation(place + problem.pointer(), problem.code(), problem.message()))
                    .toList());
        }
        return switch (e.category()) {
            case INVALID, MISSING, CONFLICT ->
                new Answer.Wrong(List.of(new Violation(place, e.code(), String.valueOf(e.getMessage()))));
            default -> throw e;
        };
    }

    static void throwIfAny(List<Violation> problems) {
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    "invalid-change",
                    "The change cannot be made as it is; see the errors.",
                    problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
        }
    }
}
