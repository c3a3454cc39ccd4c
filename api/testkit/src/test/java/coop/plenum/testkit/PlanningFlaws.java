package coop.plenum.testkit;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Planner.Planned;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import java.util.List;

/** Providers that check and plan badly. */
final class PlanningFlaws {
    private PlanningFlaws() {}

    @Breaks(value = "whatTheFixtureMakesHasNoProblems", says = "must find nothing wrong with what apply() then does")
    static final class ComplainsOfWhatIsGood extends Harbour {
        @Override
        List<Violation> validate(Change change) {
            return change.kind() == Change.Kind.DELETE
                    ? List.of(new Violation("/name", "in-use", "Somebody may need it."))
                    : super.validate(change);
        }
    }

    @Breaks(value = "allProblemsAreToldAtOnce", says = "must tell all problems and never only the first")
    static final class StopsAtTheFirstProblem extends Harbour {
        @Override
        List<Violation> validate(Change change) {
            return super.validate(change).stream().limit(1).toList();
        }
    }

    @Breaks(value = "checkingAndPlanningModifyNothing", says = "nothing is there before apply()")
    static final class TriesItOut extends Harbour {
        @Override
        List<Violation> validate(Change change) {
            List<Violation> problems = super.validate(change);
            if (change.kind() == Change.Kind.CREATE && problems.isEmpty()) {
                beacons.put("trial", Values.of("name", change.after().requireText("name")));
            }
            return problems;
        }

        @Override
        Step delete(Change change) throws ProviderException {
            beacons.remove("trial");
            return super.delete(change);
        }
    }

    @Breaks(value = "checkingAndPlanningModifyNothing", says = "must modify nothing")
    static final class MarksWhatItPlans extends Harbour {
        @Override
        Planned plan(Change change) {
            find(change.ref())
                    .ifPresent(serial -> beacons.computeIfPresent(
                            serial, (key, beacon) -> beacon.merge(Values.of("planned", true))));
            return super.plan(change);
        }
    }

    @Breaks(value = "aPlanIsWhatApplyDoes", says = "answered NoChange, so apply() must change nothing")
    static final class SeesNoDifference extends Harbour {
        @Override
        Planned plan(Change change) {
            return change.kind() == Change.Kind.UPDATE ? new Planned.NoChange() : super.plan(change);
        }
    }

    @Breaks(value = "aPlanIsWhatApplyDoes", says = "to the values that are there must be Planned.NoChange")
    static final class SeesADifferenceAlways extends Harbour {
        @Override
        Planned plan(Change change) {
            return change.kind() == Change.Kind.UPDATE
                    ? new Planned.Update(change.before(), change.after())
                    : super.plan(change);
        }
    }

    @Breaks(value = "aPlanIsWhatApplyDoes", says = "must say in words why it takes a replace")
    static final class ReplacesWithoutAReason extends Harbour {
        @Override
        Planned plan(Change change) {
            Planned planned = super.plan(change);
            return planned instanceof Planned.Update update
                    ? new Planned.Replace(update.before(), update.after(), List.of())
                    : planned;
        }
    }
}
