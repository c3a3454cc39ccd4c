package coop.plenum.infrastructure.rest;

import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.List;
import java.util.UUID;

/** Reads one step of a change of many resources. */
final class StepBody {
    private static final UUID NONE = new UUID(0, 0);

    private StepBody() {}

    static Step read(Body body) {
        String key = body.requiredText("key");
        List<String> after = body.texts("after");
        return switch (body.requiredText("kind")) {
            case "create" ->
                new Step.Create(
                        key,
                        body.requiredId("connection"),
                        body.requiredText("type"),
                        body.id("space"),
                        body.requiredText("title"),
                        body.object("values"),
                        after);
            case "update" ->
                new Step.Update(key, body.requiredId("item"), body.object("values"), after, body.flag("replace"));
            case "delete" -> new Step.Delete(key, body.requiredId("item"), after);
            case "act" ->
                new Step.Act(
                        key, body.requiredId("item"), body.requiredText("action"), body.object("parameters"), after);
            default -> {
                body.wrong("kind", "One of create, update, delete, act is expected.");
                yield new Step.Delete(key, NONE, after);
            }
        };
    }
}
