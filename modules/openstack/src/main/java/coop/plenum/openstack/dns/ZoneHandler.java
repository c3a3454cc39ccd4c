package coop.plenum.openstack.dns;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DNS zones. Those that are copied from elsewhere are shown, too. */
final class ZoneHandler extends DesignateHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.ZONE,
                    "zone",
                    Service.DNS,
                    "",
                    "zones",
                    Attribute.fixed("name", "name", Form.DOMAIN),
                    Attribute.free("email", "email", Form.PLAIN),
                    DESCRIPTION,
                    TTL,
                    Attribute.told("zoneType", "type", Form.WORD),
                    Attribute.told("masters", "masters", Form.LIST),
                    STATUS,
                    PROJECT,
                    CREATED)
            .traits("dns.zone")
            .updating("PATCH")
            .build();

    private final Limits limits;

    ZoneHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND, "id");
        this.limits = limits;
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("name", name(change.ref().title(), change.after()) + ".");
        return members;
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Values> there = of(name(change.ref().title(), change.after()), context);
        if (there.isPresent()
                && !there.get().text("email").equals(change.after().text("email"))) {
            throw Failures.conflict(
                    "name-taken", "There is another zone of this name, with another e-mail address. Adopt that one.");
        }
        return there;
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        return of(name(ref.title(), ref.known()), context).stream().toList();
    }

    private Optional<Values> of(String name, OperationContext context) throws ProviderException, InterruptedException {
        return listing().all(List.of("name", name + "."), context).stream()
                .filter(json -> title(json).equals(name))
                .findFirst();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        String name = super.name(change.ref().title(), change.after());
        DomainNames.problem(change.after().text("name").orElse(name)).ifPresent(problems::add);
        if (!change.after().text("email").orElse("").matches("[^@\\s]+@[^@\\s]+")) {
            problems.add(new Violation(
                    "/email", "invalid-value", "The e-mail address of whoever is responsible for the zone."));
        }
        problems.addAll(limits.check(change, context, new Limits.Need(Service.DNS, Map.of("zones", 1L))));
        return problems;
    }
}
