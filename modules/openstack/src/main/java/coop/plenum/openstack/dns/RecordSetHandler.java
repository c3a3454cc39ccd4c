package coop.plenum.openstack.dns;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Record sets: what a zone says of one name and type. The id is that of the zone and its own. Those that Designate keeps by
 * itself, the SOA and the zone's own NS, are not shown: nobody may change them, and each change of the zone changes them.
 */
final class RecordSetHandler extends DesignateHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.RECORD_SET,
                    "record set",
                    Service.DNS,
                    "",
                    "recordsets",
                    Attribute.fixed("zone", "zone_id", Form.REFERENCE)
                            .to(Types.ZONE)
                            .apart(),
                    Attribute.fixed("name", "name", Form.DOMAIN),
                    Attribute.fixed("recordType", "type", Form.PLAIN),
                    Attribute.free("values", "records", Form.TEXTS),
                    TTL,
                    DESCRIPTION,
                    STATUS,
                    PROJECT,
                    CREATED)
            .traits("dns.record")
            .identity("zone", "name", "recordType")
            .build();

    RecordSetHandler(Cloud cloud) {
        super(cloud, KIND, "zone_id/id");
    }

    @Override
    protected String path(String id) {
        int slash = id.indexOf('/');
        return "/zones" + Request.path(id.substring(0, Math.max(0, slash))) + "/recordsets"
                + Request.path(id.substring(slash + 1));
    }

    @Override
    protected String place(Change change, OperationContext context) throws ProviderException {
        return of(zone(change.after()).orElseThrow(() -> Failures.user("zone", "A zone is required.")));
    }

    private static Optional<String> zone(Values values) {
        return values.get("zone").map(Form::id);
    }

    private static String of(String zone) {
        return "/zones" + Request.path(zone) + "/recordsets";
    }

    @Override
    protected boolean mine(Values json, OperationContext context) {
        String type = json.text("type").orElse("");
        return !type.equals("SOA") && !(type.equals("NS") && json.text("name").equals(json.text("zone_name")));
    }

    @Override
    protected String title(Values json) {
        return super.title(json) + " " + json.text("type").orElse("");
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("name", name(change.after(), context) + ".");
        return members;
    }

    /** Its own, or that of its zone. */
    private String name(Values values, OperationContext context) throws ProviderException, InterruptedException {
        Optional<String> own = values.text("name").filter(name -> !name.isBlank());
        String name = own.isPresent()
                ? own.get()
                : cloud.get(Service.DNS, "/zones" + Request.path(zone(values).orElse("")), context)
                        .requireText("name");
        return Form.domain(name);
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Values> there = find(change.after(), context);
        if (there.isPresent()
                && !values(there.get())
                        .get("values")
                        .equals(Form.TEXTS.here(change.after().list("values"), ""))) {
            throw Failures.conflict(
                    "name-taken",
                    "The zone has another record set of this name and type, with other values. Adopt it.");
        }
        return there;
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        return find(ref.known(), context).stream().toList();
    }

    private Optional<Values> find(Values wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<String> zone = zone(wanted);
        if (zone.isEmpty()) {
            return Optional.empty();
        }
        String name = name(wanted, context);
        String query = Request.query(
                "name", name + ".", "type", wanted.text("recordType").orElse(""));
        return listing().entries(cloud.get(Service.DNS, of(zone.get()) + query, context)).stream()
                // to Designate, a star in the name stands for anything
                .filter(json -> json.text("name").filter((name + ".")::equals).isPresent())
                .findFirst();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        return change.kind() == Change.Kind.DELETE ? List.of() : RecordValues.problems(change.after());
    }
}
