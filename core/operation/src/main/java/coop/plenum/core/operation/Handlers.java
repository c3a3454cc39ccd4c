package coop.plenum.core.operation;

import coop.plenum.api.operation.OperationHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The handlers there are now, by kind. Of two for one kind the later one counts. */
final class Handlers {
    private final Map<String, OperationHandler> byKind = new ConcurrentHashMap<>();

    void add(OperationHandler handler) {
        byKind.put(handler.kind(), handler);
    }

    void remove(OperationHandler handler) {
        byKind.values().removeIf(known -> known == handler);
    }

    Optional<OperationHandler> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
