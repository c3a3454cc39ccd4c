package coop.plenum.core.module.catalog;

import java.util.HashMap;
import java.util.Map;

/** A capability or requirement as read, before it belongs to a resource. */
record Declaration(String namespace, Map<String, Object> attributes, Map<String, String> directives) {
    static Declaration of(String namespace) {
        return new Declaration(namespace, new HashMap<>(), new HashMap<>());
    }

    Declaration attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    Declaration directive(String name, String value) {
        directives.put(name, value);
        return this;
    }
}
