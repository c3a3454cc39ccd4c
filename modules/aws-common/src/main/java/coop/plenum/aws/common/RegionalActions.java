package coop.plenum.aws.common;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;

/** Fills the table of actions of a type that lives in regions: its work is told the place of the resource. */
public final class RegionalActions {
    private final ActionTable table;

    /** @param whose such as "An instance" */
    public RegionalActions(String whose) {
        this.table = new ActionTable(whose);
    }

    /** Takes an action. */
    @FunctionalInterface
    public interface Work {
        Step take(Place place, Parameters parameters, OperationContext context)
                throws ProviderException, InterruptedException;
    }

    /** Goes on with an action that was pending. */
    @FunctionalInterface
    public interface Sequel {
        Step go(Place place, Stage stage, OperationContext context) throws ProviderException, InterruptedException;
    }

    /** What an action is given. */
    public record Parameters(ResourceRef ref, Values values) {
        public String id(String name) throws ProviderException {
            return Place.of(values.requireText(name)).id();
        }
    }

    public void add(Action action, Obstacle obstacle, Work work) {
        table.add(action, obstacle, placed(work));
    }

    public void add(Action action, Obstacle obstacle, Work work, Sequel sequel) {
        table.add(
                action,
                obstacle,
                placed(work),
                (resumeToken, ref, context) -> sequel.go(place(ref), Stage.parse(resumeToken), context));
    }

    private static ActionTable.Work placed(Work work) {
        return (ref, values, context) -> work.take(place(ref), new Parameters(ref, values), context);
    }

    private static Place place(ResourceRef ref) throws ProviderException {
        return Place.regional(ref.externalId().orElseThrow(() -> Faults.missing("resource")));
    }

    /** What has been added. */
    public ActionTable table() {
        return table;
    }

    /** A parameter that must be given: a reference to something of a type. */
    public static Field reference(String name, String label, String type) {
        return Field.of(name, FieldType.REFERENCE, label).options(type).flags(Field.Flag.REQUIRED);
    }
}
