package coop.plenum.api.event;

import coop.plenum.api.Values;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A notification, sent by OSGi Event Admin after the change has been committed. Best effort within the process: the
 * audit log is the record, this is the bell.
 *
 * @param type CloudEvents type, such as {@code item.updated}; the topic is {@value #TOPIC_PREFIX} and the type with dots
 *     as slashes
 * @param subject identifier of what it is about
 * @param space who may hear of it: callers with {@code permission} there; empty: everybody signed in
 * @param permission see {@code space}
 * @param data small; no secrets, no sensitive fields
 */
public record PlatformEvent(
        String type, String subject, Optional<UUID> space, Optional<String> permission, Instant time, Values data) {
    public static final String TOPIC_PREFIX = "coop/plenum/";
    /** The event property that holds the {@link PlatformEvent}. */
    public static final String PROPERTY = "plenum.event";

    public static PlatformEvent of(String type, String subject, Values data) {
        return new PlatformEvent(type, subject, Optional.empty(), Optional.empty(), Instant.now(), data);
    }

    public static PlatformEvent in(UUID space, String permission, String type, String subject, Values data) {
        return new PlatformEvent(type, subject, Optional.of(space), Optional.of(permission), Instant.now(), data);
    }

    public String topic() {
        return TOPIC_PREFIX + type.replace('.', '/');
    }

    /** For {@code new Event(event.topic(), event.properties())}. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(PROPERTY, this);
        return properties;
    }
}
