package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Planner.Planned;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.ssh.client.HostAddress;
import coop.plenum.ssh.client.HostKey;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes hosts in and changes how they are reached. A plan shows the key that the host has now, so that people see it before
 * it is kept, and what is applied is what the plan has shown.
 */
final class Enrolment {
    /** A plan is drawn while somebody waits for it. */
    private static final Duration GLANCE = Duration.ofSeconds(5);

    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;

    Enrolment(Hosts hosts, Logins logins, Inspection inspection) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
    }

    Planned plan(Change change, OperationContext context) throws InterruptedException {
        return switch (change.kind()) {
            case CREATE -> new Planned.Create(withKey(change.after(), context));
            case UPDATE -> update(change);
            case DELETE -> new Planned.Delete(change.before());
        };
    }

    /** What cannot be reached yet, as when the same change makes it, is enrolled without a glance before. */
    private Values withKey(Values after, OperationContext context) throws InterruptedException {
        Optional<HostAddress> address = HostHandler.address(after);
        if (address.isEmpty() || after.text("hostKeyFingerprint").isPresent()) {
            return after;
        }
        context.permit(1);
        try {
            Patience glance = Patience.of(context).within(GLANCE);
            HostKey key = inspection.greet(Host.unknown(address.get()), glance);
            hosts.shown(address.get().id(), key);
            return Values.builder()
                    .putAll(after)
                    .put("hostKeyFingerprint", key.fingerprint())
                    .build();
        } catch (ProviderException e) {
            return after;
        }
    }

    private static Planned update(Change change) {
        List<String> reasons = new ArrayList<>();
        for (String field : List.of("address", "port")) {
            if (!change.before().get(field).equals(change.after().get(field))) {
                reasons.add("A host is known by its " + field + ".");
            }
        }
        if (!reasons.isEmpty()) {
            return new Planned.Replace(change.before(), change.after(), reasons);
        }
        return change.before().equals(change.after())
                ? new Planned.NoChange()
                : new Planned.Update(change.before(), change.after());
    }

    Step enroll(Change change, OperationContext context) throws ProviderException, InterruptedException {
        HostAddress address = HostHandler.address(change.after())
                .orElseThrow(
                        () -> invalid("address", "invalid-address", "This is no address or host name, or no port."));
        Optional<HostKey> given = given(change.after()).or(() -> hosts.shown(address.id()));
        Host host = new Host(address, user(change.after()), given, Values.empty());
        try (Login login = logins.open("Enroll " + host.id())) {
            if (login.password().length > 0 && given.isEmpty() && !hosts.covers(host.id())) {
                throw invalid(
                        "hostKeyFingerprint",
                        "host-key-needed",
                        "A password is not given to a host at an address that the connection does not name, unless its key"
                                + " is known. Give the key's fingerprint, or add the address to the connection.");
            }
            return Step.done(look(host, login, context));
        }
    }

    Step update(Change change, OperationContext context) throws ProviderException, InterruptedException {
        Host before = HostHandler.id(change.ref())
                .flatMap(hosts::enrolled)
                .orElseThrow(() -> HostHandler.missing(change.ref()));
        Host wanted = new Host(
                before.address(), user(change.after()), given(change.after()).or(before::pinned), before.known());
        try (Login login = logins.open("Change how " + before.id() + " is reached")) {
            return Step.done(look(wanted, login, context));
        }
    }

    private coop.plenum.api.provider.ResourceState look(Host host, Login login, OperationContext context)
            throws ProviderException, InterruptedException {
        Inspection.Sight sight = inspection.look(host, login, Patience.of(context));
        hosts.note(sight.host());
        return sight.state();
    }

    private static Optional<String> user(Values values) throws ProviderException {
        Optional<String> user = values.text("user").filter(name -> !name.isEmpty());
        return user.isEmpty() ? user : Optional.of(Settings.user("user", user.get()));
    }

    private static Optional<HostKey> given(Values values) throws ProviderException {
        Optional<String> print = values.text("hostKeyFingerprint").filter(text -> !text.isEmpty());
        return print.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostKey("", Settings.fingerprint("hostKeyFingerprint", print.get())));
    }

    private static ProviderException invalid(String field, String code, String message) {
        return new ProviderException(Category.USER, code, message, field, null, null);
    }
}
