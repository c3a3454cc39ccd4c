package coop.plenum.openstack.compute;

import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.Obstacle;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines that a server has written to its console; they go to the log of the operation that asks for them. */
final class ConsoleOutput {
    private static final int LINES = 40;
    private static final Pattern ORDERS = Pattern.compile("\\u001b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");

    private ConsoleOutput() {}

    static void addTo(ActionTable table, ServerCalls nova, ServerWaits waits) {
        table.add(
                new Action(
                        "read-console-output",
                        "Read console output",
                        "Writes the last lines of the console to the log of this operation.",
                        List.of(),
                        false),
                Obstacle.none(),
                (ref, parameters, context) -> {
                    String id = ServerActions.id(ref);
                    tail(nova.consoleOutput(id, LINES, context)).forEach(line -> context.progress(1, line));
                    return waits.seen(id, context);
                });
    }

    /** What terminals take for orders is left out. */
    static List<String> tail(String output) {
        List<String> lines = output.lines()
                .map(line -> ORDERS.matcher(line).replaceAll(""))
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty()
                ? List.of("The console has shown nothing yet.")
                : lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
