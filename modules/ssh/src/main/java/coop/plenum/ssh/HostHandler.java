package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Planner;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.ssh.client.HostAddress;
import coop.plenum.ssh.client.HostKeyException;
import coop.plenum.ssh.client.Login;
import coop.plenum.ssh.client.Patience;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hosts: found at the connection's addresses, or enrolled one by one. */
final class HostHandler implements ResourceHandler, Discoverer, Planner, Actions {
    private final Hosts hosts;
    private final Logins logins;
    private final Inspection inspection;
    private final Survey survey;
    private final Enrolment enrolment;
    private final HostActions actions;

    HostHandler(Hosts hosts, Logins logins, Inspection inspection, Crew crew) {
        this.hosts = hosts;
        this.logins = logins;
        this.inspection = inspection;
        this.survey = new Survey(hosts, logins, inspection, crew);
        this.enrolment = new Enrolment(hosts, logins, inspection);
        this.actions = new HostActions(hosts, logins, inspection);
    }

    @Override
    public ResourceType type() {
        return new ResourceType(Host.TYPE, Set.of("compute.server"), List.of("address", "port"), 1);
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return survey.discover(pageToken, max, context);
    }

    /** Without an external id, only one that is enrolled is meant: what lies at an address is nobody's choice yet. */
    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        Optional<Host> found = ref.externalId().isPresent()
                ? ref.externalId().flatMap(hosts::find)
                : address(ref.known()).flatMap(address -> hosts.enrolled(address.id()));
        if (found.isEmpty()) {
            context.permit(0);
            return new Observed.Absent();
        }
        context.permit(1);
        Host host = found.get();
        try (Login login = logins.open("Look at " + host.id())) {
            Inspection.Sight sight = inspection.look(host, login, Patience.of(context));
            hosts.note(sight.host());
            return new Observed.Present(sight.state());
        } catch (HostKeyException e) {
            // That there is another key is something to show, not something that could not be told.
            return e.code().equals(HostKeyException.CHANGED)
                    ? new Observed.Present(Inspection.trouble(host, e))
                    : new Observed.Unknown(e);
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    static Optional<HostAddress> address(Values values) {
        int port = (int) Math.max(0, Math.min(65_536, values.integer("port").orElse(HostAddress.USUAL_PORT)));
        return values.text("address")
                .map(host -> new HostAddress(host, port, true))
                .filter(address -> HostAddress.parse(address.id()).isPresent());
    }

    @Override
    public Planned plan(Change change, OperationContext context) throws InterruptedException {
        return enrolment.plan(change, context);
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        context.permit(1);
        try {
            return switch (change.kind()) {
                case CREATE -> enrolment.enroll(change, context);
                case UPDATE -> enrolment.update(change, context);
                case DELETE -> {
                    id(change.ref()).ifPresent(hosts::forget);
                    yield Step.done();
                }
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    static Optional<String> id(ResourceRef ref) {
        return ref.externalId().or(() -> address(ref.known()).map(HostAddress::id));
    }

    @Override
    public List<Action> actions() {
        return ActionCatalog.ALL;
    }

    @Override
    public Optional<String> unavailable(String action, ResourceRef ref) {
        boolean changed = ref.known().text("status").orElse("").equals("host-key-changed");
        if (action.equals(ActionCatalog.ACCEPT_HOST_KEY)) {
            return changed ? Optional.empty() : Optional.of("The host shows the key that is known.");
        }
        return changed
                ? Optional.of("The host shows another key than the one that is known; nobody logs in there.")
                : Optional.empty();
    }

    @Override
    public Step act(
            String action, Values parameters, ResourceRef ref, Optional<String> resumeToken, OperationContext context)
            throws InterruptedException {
        if (actions().stream().noneMatch(known -> known.name().equals(action))) {
            return Step.failed(new ProviderException(
                    Category.UNSUPPORTED, "unknown-action", "A host has no action \"" + action + "\"."));
        }
        Optional<Host> host = id(ref).flatMap(hosts::find);
        if (host.isEmpty()) {
            return Step.failed(missing(ref));
        }
        context.permit(1);
        try {
            return actions.act(action, parameters, host.get(), resumeToken, context);
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    static ProviderException missing(ResourceRef ref) {
        return new ProviderException(
                Category.MISSING,
                "host-missing",
                "\"" + ref.title() + "\" is not enrolled on this connection, nor at one of its addresses.");
    }
}
