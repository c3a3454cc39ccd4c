package coop.plenum.openstack.compute;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Waits for what a server was told to do. What is waited for, and since when, is the resume token. */
final class ServerWaits {
    /** Whatever state it is in, only idle. */
    static final String ANY = "any";

    private static final String STATE = "state";
    private static final String ATTACHED = "attached";
    private static final String DETACHED = "detached";
    private static final String NO_PORT = "no-port";
    /** Idle and still not there: so long may a host take to notice. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServerCalls nova;
    private final Look look;

    ServerWaits(ServerCalls nova, Look look) {
        this.nova = nova;
        this.look = look;
    }

    /** Looks at a server and answers with its state. */
    @FunctionalInterface
    interface Look {
        Step at(String id, OperationContext context) throws ProviderException, InterruptedException;
    }

    /** @param states as the field {@code status} has them, joined by commas */
    Step pending(String states) {
        return stage(STATE, states).pending("The server was told.");
    }

    Step volume(String volume, boolean attached) {
        return stage(attached ? ATTACHED : DETACHED, volume)
                .pending(attached ? "The volume is being attached." : "The volume is being detached.");
    }

    Step noPort(String port) {
        return stage(NO_PORT, port).pending("The port is being detached.");
    }

    private static Stage stage(String word, String what) {
        return new Stage(word, Instant.now().getEpochSecond() + ":" + what);
    }

    Step seen(String id, OperationContext context) throws ProviderException, InterruptedException {
        return look.at(id, context);
    }

    Step await(String resumeToken, ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Stage stage = Stage.parse(resumeToken);
        String id = ref.externalId().orElseThrow(() -> Failures.missing("server"));
        Stage waiting = Stage.parse(stage.id());
        Instant since = since(waiting.word());
        return switch (stage.word()) {
            case STATE -> state(stage, waiting.id(), since, id, context);
            case ATTACHED -> volume(stage, nova.volumeStatus(waiting.id(), context), "in-use", since, id, context);
            case DETACHED ->
                nova.volumeAttached(id, waiting.id(), context)
                        ? patient(stage, "The volume is being detached.", since)
                        : seen(id, context);
            case NO_PORT ->
                nova.interfaceAttached(id, waiting.id(), context)
                        ? patient(stage, "The port is being detached.", since)
                        : seen(id, context);
            default ->
                throw new ProviderException(
                        Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.");
        };
    }

    private static Instant since(String seconds) throws ProviderException {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException e) {
            throw new ProviderException(
                    Category.INTERNAL, "invalid-resume-token", "The resume token is not one of ours.", e);
        }
    }

    private Step state(Stage stage, String wanted, Instant since, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        Values server = nova.read(id, context);
        String status = Form.word(server.text("status").orElse(""));
        boolean idle = server.text("OS-EXT-STS:task_state").isEmpty();
        if (idle && (wanted.equals(ANY) || List.of(wanted.split(",", -1)).contains(status))) {
            return seen(id, context);
        }
        if (idle && status.equals("error")) {
            throw Failures.conflict(
                    "resource-in-error",
                    "The server is in error now. "
                            + server.nested("fault").text("message").orElse("Nova's log says why."));
        }
        return idle
                ? patient(stage, "The server is " + status + ".", since)
                : stage.pending("The server is " + status + ", "
                        + Form.word(server.text("OS-EXT-STS:task_state").orElse("")) + ".");
    }

    private Step volume(Stage stage, String status, String wanted, Instant since, String id, OperationContext context)
            throws ProviderException, InterruptedException {
        if (status.equals(wanted)) {
            return seen(id, context);
        }
        if (status.startsWith("error") || status.equals("available")) {
            return patient(stage, "The volume is " + status + ".", since);
        }
        return stage.pending("The volume is " + status + ".");
    }

    private static Step patient(Stage stage, String message, Instant since) throws ProviderException {
        if (Instant.now().isAfter(since.plus(PATIENCE))) {
            throw Failures.conflict(
                    "action-had-no-effect", message + " Nothing came of the action; the cloud's log says why.");
        }
        return stage.pending(message);
    }
}
