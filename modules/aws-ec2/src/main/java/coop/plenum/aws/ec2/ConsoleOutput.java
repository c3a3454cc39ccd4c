package coop.plenum.aws.ec2;

import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.action.Obstacle;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.RegionalActions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The last lines that an instance has written to its console; they go to the log of the operation that asks for them. */
final class ConsoleOutput {
    private static final int LINES = 40;
    private static final Pattern ORDERS = Pattern.compile("\\u001b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");

    private ConsoleOutput() {}

    static void addTo(RegionalActions actions, Ec2 ec2, InstanceActions.Look look) {
        actions.add(
                new Action(
                        "read-console-output",
                        "Read console output",
                        "Writes the last lines of the console to the log of this operation.",
                        List.of(),
                        false),
                Obstacle.none(),
                (place, parameters, context) -> {
                    tail(read(ec2, place, context)).forEach(line -> context.progress(1, line));
                    return look.at(place, context);
                });
    }

    private static String read(Ec2 ec2, Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        String output = ec2.call(
                        place.region(),
                        "GetConsoleOutput",
                        context,
                        client -> client.getConsoleOutput(request -> request.instanceId(place.id())))
                .output();
        return Optional.ofNullable(output)
                .map(text -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8))
                .orElse("");
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
