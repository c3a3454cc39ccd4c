package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Patience;
import java.util.Optional;

/** What a service does after it has answered. */
final class Tasks {
    private static final int LONGEST = 500;

    private Tasks() {}

    /** Where to ask how far it is; empty when it was done at once. */
    static Optional<String> of(RedfishClient.Reply reply) {
        return reply.status() == 202 ? reply.location().or(() -> reply.body().text(Service.ID)) : Optional.empty();
    }

    /** @throws ProviderException {@code task-failed} */
    static boolean finished(RedfishClient client, String task, Patience patience)
            throws ProviderException, InterruptedException {
        RedfishClient.Reply reply;
        try {
            reply = client.fetch(task, patience);
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                // the service has finished with it and forgotten it
                return true;
            }
            throw e.category() == Category.TRANSIENT
                            || e.category() == Category.THROTTLED
                            || e.category() == Category.AUTHENTICATION
                    ? e
                    : failed(client, e.getMessage());
        }
        return switch (reply.body().text("TaskState").orElse(reply.status() == 202 ? "Running" : "Completed")) {
            case "Completed" -> true;
            case "Exception", "Killed", "Cancelled", "Interrupted" ->
                throw failed(client, said(reply.body()).orElse("the service gave no reason"));
            default -> false;
        };
    }

    private static Optional<String> said(Values task) {
        return task.list("Messages").stream()
                .map(Json::values)
                .flatMap(message -> message.text("Message").stream())
                .reduce((one, other) -> one + " " + other)
                .map(text -> text.replaceAll("\\p{Cntrl}+", " "))
                .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }

    private static ProviderException failed(RedfishClient client, String why) {
        return new ProviderException(
                Category.INTERNAL, "task-failed", client.address() + " took the command and then failed: " + why);
    }
}
