package coop.plenum.aws.rds;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Subnet;
import software.amazon.awssdk.services.rds.model.Tag;

/** Subnets of one VPC, in two zones at least, in one of which a database is put. */
final class DatabaseSubnetGroupHandler extends RdsHandler<DatabaseSubnetGroupHandler.Seen> {
    private static final Pattern NAMES = Pattern.compile("[a-z0-9][a-z0-9 ._-]{0,254}");

    /** @param tags which the group itself does not tell */
    record Seen(DBSubnetGroup group, Map<String, String> tags) {
        List<String> subnets() {
            return group.subnets().stream().map(Subnet::subnetIdentifier).toList();
        }
    }

    private static final Kind<Seen> KIND = Kind.placed(
            Types.DATABASE_SUBNET_GROUP,
            "database subnet group",
            List.<Attribute<Seen>>of(
                    Attribute.fixed("name", seen -> seen.group().dbSubnetGroupName()),
                    Attribute.free("description", seen -> seen.group().dbSubnetGroupDescription()),
                    Attribute.<Seen>free("subnets", Seen::subnets).to(Types.SUBNET),
                    Attribute.free("tags", seen -> ofPeople(seen.tags())),
                    Attribute.<Seen>told("network", seen -> seen.group().vpcId())
                            .to(Types.VPC),
                    Attribute.told("status", seen -> Attribute.word(seen.group().subnetGroupStatus()))));

    DatabaseSubnetGroupHandler(Rds rds) {
        super(
                rds,
                KIND,
                NAMES,
                "small letters, digits, spaces, dots, hyphens and underscores, 255 at most, and a letter or a digit"
                        + " first");
    }

    @Override
    protected Batch<Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = rds.call(
                region,
                "DescribeDBSubnetGroups",
                context,
                client -> client.describeDBSubnetGroups(request ->
                        request.marker(after.isEmpty() ? null : after).maxRecords(Rds.page(max))));
        List<Seen> seen = new ArrayList<>();
        for (DBSubnetGroup group : answer.dbSubnetGroups()) {
            seen.add(look(region, group, context));
        }
        return Batch.of(seen, answer.marker());
    }

    private Seen look(String region, DBSubnetGroup group, OperationContext context)
            throws ProviderException, InterruptedException {
        return new Seen(
                group,
                tagMap(rds.call(
                                region,
                                "ListTagsForResource",
                                context,
                                client -> client.listTagsForResource(
                                        request -> request.resourceName(group.dbSubnetGroupArn())))
                        .tagList()));
    }

    @Override
    List<Seen> named(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Seen> seen = new ArrayList<>();
        for (DBSubnetGroup group : rds.call(
                        region,
                        "DescribeDBSubnetGroups",
                        context,
                        client -> client.describeDBSubnetGroups(request -> request.dbSubnetGroupName(name)))
                .dbSubnetGroups()) {
            seen.add(look(region, group, context));
        }
        return seen;
    }

    @Override
    protected String id(Seen seen) {
        return seen.group().dbSubnetGroupName();
    }

    @Override
    String arn(Seen seen) {
        return seen.group().dbSubnetGroupArn();
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return seen.tags();
    }

    @Override
    void make(String region, String name, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        List<String> subnets = wanted.ids("subnets");
        // RDS insists on a description
        String description = Optional.ofNullable(wanted.text("description")).orElse(name);
        rds.call(
                region,
                "CreateDBSubnetGroup",
                context,
                client -> client.createDBSubnetGroup(request -> request.dbSubnetGroupName(name)
                        .dbSubnetGroupDescription(description)
                        .subnetIds(subnets)
                        .tags(tags)));
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("subnets") || amendment.changes("description")) {
            // RDS wants all the subnets each time
            List<String> subnets =
                    amendment.wanted().has("subnets") ? amendment.wanted().ids("subnets") : now.subnets();
            String description = amendment.wanted().text("description");
            rds.call(
                    place.region(),
                    "ModifyDBSubnetGroup",
                    context,
                    client -> client.modifyDBSubnetGroup(request -> request.dbSubnetGroupName(place.id())
                            .dbSubnetGroupDescription(description)
                            .subnetIds(subnets)));
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        rds.call(
                place.region(),
                "DeleteDBSubnetGroup",
                context,
                client -> client.deleteDBSubnetGroup(request -> request.dbSubnetGroupName(place.id())));
    }
}
