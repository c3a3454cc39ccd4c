package coop.plenum.api.operation;

import coop.plenum.api.Values;
import java.util.Optional;
import java.util.UUID;

/**
 * Work to be done.
 *
 * @param target identifier of what it is about
 * @param lane operations of one lane run at most {@code laneWidth} at a time; empty: no limit beyond the pool's
 */
public record OperationRequest(
        String kind, String title, UUID space, Optional<String> target, Values input, String lane, int laneWidth) {
    public static OperationRequest of(String kind, String title, UUID space, Values input) {
        return new OperationRequest(kind, title, space, Optional.empty(), input, "", 0);
    }

    public OperationRequest about(String id) {
        return new OperationRequest(kind, title, space, Optional.of(id), input, lane, laneWidth);
    }

    public OperationRequest lane(String name, int width) {
        return new OperationRequest(kind, title, space, target, input, name, width);
    }
}
