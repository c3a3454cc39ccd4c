package coop.plenum.core.operation;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Permission;
import coop.plenum.api.access.Permissions;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.SpaceScope;
import coop.plenum.api.access.Spaces;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.api.audit.AuditLog;
import coop.plenum.api.event.PlatformEvent;
import coop.plenum.core.store.Database;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Stand-ins for the services around operations. */
final class Fakes {
    private Fakes() {}

    /** Everybody may do everything in the spaces that are open; the system everywhere. */
    static final class Access implements AccessService {
        final Set<UUID> open = ConcurrentHashMap.newKeySet();

        @Override
        public Decision decide(Caller caller, String permission, UUID space) {
            boolean allowed = caller.subject().kind() == Subject.Kind.SYSTEM || open.contains(space);
            return new Decision(allowed, Optional.empty(), List.of("by the test"));
        }

        @Override
        public Decision require(Caller caller, String permission, UUID space) {
            Decision decision = decide(caller, permission, space);
            if (!decision.allowed()) {
                throw new PlenumException(PlenumException.Category.DENIED, "access-denied", "Denied by the test.");
            }
            return decision;
        }

        @Override
        public SpaceScope scope(Caller caller, String permission) {
            return caller.subject().kind() == Subject.Kind.SYSTEM
                    ? new SpaceScope.Everywhere()
                    : new SpaceScope.Within(open);
        }

        @Override
        public Caller module(String moduleName) {
            return Caller.system(moduleName);
        }
    }

    /** Spaces as they were added; nobody changes them. */
    static final class Tree implements Spaces {
        private final List<Space> spaces = new ArrayList<>();

        void add(UUID id, UUID parent) {
            spaces.add(new Space(id, Optional.of(parent), Space.Kind.PROJECT, "p", "P", "p", 1));
        }

        @Override
        public List<Space> list(Caller caller) {
            return spaces;
        }

        @Override
        public Optional<Space> find(Caller caller, UUID id) {
            return spaces.stream().filter(space -> space.id().equals(id)).findFirst();
        }

        @Override
        public Space create(Caller caller, UUID parent, Space.Kind kind, String name, String title) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Space update(Caller caller, UUID id, long expectedRevision, String name, String title) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Caller caller, UUID id, long expectedRevision) {
            throw new UnsupportedOperationException();
        }
    }

    /** Keeps what has been committed. */
    static final class Audits implements AuditLog {
        final List<AuditEvent> committed = new CopyOnWriteArrayList<>();
        private final Database database;
        volatile boolean stalled;

        Audits(Database database) {
            this.database = database;
        }

        @Override
        public String append(AuditEvent event) {
            if (stalled) {
                throw new PlenumException(PlenumException.Category.UNAVAILABLE, "audit-unavailable", "Stalled.");
            }
            database.afterCommit(() -> committed.add(event));
            return "";
        }

        @Override
        public String appendDetached(AuditEvent event) {
            committed.add(event);
            return "";
        }

        List<String> actions() {
            return committed.stream().map(AuditEvent::action).toList();
        }
    }

    /** Keeps what was posted. */
    static final class Events implements EventAdmin {
        final List<PlatformEvent> posted = new CopyOnWriteArrayList<>();

        @Override
        public void postEvent(Event event) {
            posted.add((PlatformEvent) event.getProperty(PlatformEvent.PROPERTY));
        }

        @Override
        public void sendEvent(Event event) {
            postEvent(event);
        }

        List<String> types() {
            return posted.stream().map(PlatformEvent::type).toList();
        }
    }

    /** Keeps what was declared. */
    static final class Declared implements Permissions {
        final List<Permission> permissions = new ArrayList<>();

        @Override
        public void declare(String owner, Collection<Permission> declared) {
            permissions.addAll(declared);
        }

        @Override
        public void retract(String owner) {
            permissions.clear();
        }

        @Override
        public List<Permission> all() {
            return permissions;
        }
    }
}
