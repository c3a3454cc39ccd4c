package coop.plenum.aws.route53;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.AwsHandler;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Records: all of one name and type, as Route 53 has them. They bear no tags; a record with the values wanted is one that
 * an attempt before has made.
 */
final class RecordHandler extends AwsHandler<RecordHandler.Seen> implements Validator {
    private static final long USUAL_TTL = 300;
    private static final List<String> SETTABLE = List.of("ttl", "values", "aliasName");

    /** A record and its zone. */
    record Seen(String zone, ResourceRecordSet set) {}

    private static final Kind<Seen> KIND = Kind.global(
                    Route53.RECORD,
                    "record",
                    List.<Attribute<Seen>>of(
                            Attribute.<Seen>fixed("zone", Seen::zone).toGlobal(Route53.ZONE),
                            Attribute.fixed(
                                    "name", seen -> Route53.name(seen.set().name())),
                            Attribute.fixed("recordType", seen -> seen.set().typeAsString()),
                            Attribute.free("ttl", seen -> seen.set().ttl()),
                            Attribute.free("values", RecordHandler::contents),
                            Attribute.free(
                                    "aliasName",
                                    seen -> seen.set().aliasTarget() == null
                                            ? null
                                            : Route53.name(
                                                    seen.set().aliasTarget().dnsName())),
                            Attribute.free(
                                    "aliasZone",
                                    seen -> seen.set().aliasTarget() == null
                                            ? null
                                            : seen.set().aliasTarget().hostedZoneId()),
                            Attribute.told("setIdentifier", seen -> seen.set().setIdentifier())))
            .traits("dns.record")
            .identity("zone", "name", "recordType");

    private final Route53 route53;
    private final Records records;

    RecordHandler(AwsAccount account, Route53 route53) {
        super(account, KIND);
        this.route53 = route53;
        this.records = new Records(route53);
    }

    private static List<String> contents(Seen seen) {
        return seen.set().resourceRecords().stream().map(ResourceRecord::value).toList();
    }

    @Override
    protected Batch<Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return records.list(after, max, context);
    }

    @Override
    protected Optional<Seen> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<RecordId> id = RecordId.parse(place.id());
        return id.isPresent() ? records.find(id.get(), context) : Optional.empty();
    }

    @Override
    protected List<Seen> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = new Wanted(name, known);
        String zone = wanted.id("zone");
        String type = wanted.text("recordType");
        if (zone == null || type == null) {
            return List.of();
        }
        RecordId id = new RecordId(zone, nameOf(wanted, zone, context), type, "");
        return records.find(id, context).map(List::of).orElseGet(List::of);
    }

    /** A record without a name is that of the zone itself. */
    private String nameOf(Wanted wanted, String zone, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = wanted.text("name");
        return name != null ? Route53.name(name) : records.zoneName(zone, context);
    }

    @Override
    protected String id(Seen seen) {
        return RecordId.of(seen).text();
    }

    @Override
    protected String title(Seen seen) {
        return Route53.name(seen.set().name());
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return Map.of();
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        for (Seen seen : alike(region, wanted.name(), wanted.values(), context)) {
            Values there = values(region, seen);
            boolean same = SETTABLE.stream()
                    .allMatch(field -> wanted.values().get(field).isEmpty()
                            || wanted.values().get(field).equals(there.get(field)));
            if (same) {
                return Optional.of(id(seen));
            }
        }
        return Optional.empty();
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String zone = wanted.id("zone");
        if (zone == null) {
            throw Faults.user("zone", "A record is in a zone; say in which.");
        }
        String name = nameOf(wanted, zone, context);
        ResourceRecordSet set = ResourceRecordSet.builder()
                .name(name)
                .type(wanted.text("recordType"))
                .applyMutation(builder -> contents(builder, wanted))
                .build();
        change(zone, ChangeAction.CREATE, set, context);
        return new RecordId(zone, name, set.typeAsString(), "").text();
    }

    private static void contents(ResourceRecordSet.Builder set, Wanted wanted) {
        String alias = wanted.text("aliasName");
        if (alias != null) {
            set.ttl(null)
                    .resourceRecords(List.of())
                    .aliasTarget(target -> target.dnsName(alias)
                            .hostedZoneId(wanted.text("aliasZone"))
                            .evaluateTargetHealth(false));
            return;
        }
        List<ResourceRecord> values = wanted.texts("values").stream()
                .map(value -> ResourceRecord.builder().value(value).build())
                .toList();
        set.ttl(wanted.values().integer("ttl").orElse(USUAL_TTL)).resourceRecords(values);
    }

    private void change(String zone, ChangeAction action, ResourceRecordSet set, OperationContext context)
            throws ProviderException, InterruptedException {
        software.amazon.awssdk.services.route53.model.Change change =
                software.amazon.awssdk.services.route53.model.Change.builder()
                        .action(action)
                        .resourceRecordSet(set)
                        .build();
        route53.call(
                "ChangeResourceRecordSets",
                context,
                client -> client.changeResourceRecordSets(
                        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(change))));
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        ResourceRecordSet.Builder set = now.set().toBuilder().aliasTarget((AliasTarget) null);
        contents(set, amendment.wanted());
        change(now.zone(), ChangeAction.UPSERT, set.build(), context);
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            change(there.zone(), ChangeAction.DELETE, there.set(), context);
        } catch (ProviderException e) {
            if (e.category() != Category.USER || read(place, context).isPresent()) {
                throw e; // else somebody was quicker, which Route 53 calls an invalid batch
            }
        }
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        Values wanted = change.after();
        if (change.kind() == Change.Kind.DELETE) {
            return List.of();
        }
        List<Violation> problems = new ArrayList<>();
        if (wanted.list("values").isEmpty() == wanted.text("aliasName").isEmpty()) {
            problems.add(new Violation(
                    "/values", "values-or-alias", "A record has values, or is an alias: give one of the two."));
        }
        if (wanted.text("aliasName").isPresent() != wanted.text("aliasZone").isPresent()) {
            problems.add(new Violation(
                    "/aliasZone",
                    "alias-zone-needed",
                    "An alias needs the name and the id of the zone that AWS has for it."));
        }
        if (wanted.integer("ttl").orElse(0) < 0) {
            problems.add(new Violation("/ttl", "invalid-ttl", "A time to live is not negative."));
        }
        return problems;
    }
}
