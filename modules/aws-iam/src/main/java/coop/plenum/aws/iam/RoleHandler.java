package coop.plenum.aws.iam;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Glimpse;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.TaggedHandler;
import coop.plenum.aws.common.Tags;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles, with the managed policies that are attached to them. A role's name is its id. */
final class RoleHandler extends TaggedHandler<RoleHandler.Seen> {
    private static final int MOST = 100;

    /** A role with what IAM tells apart. */
    record Seen(Role role, Glimpse<List<String>> policies) {}

    private static final Kind<Seen> KIND = Kind.global(
                    Iam.ROLE,
                    "role",
                    List.<Attribute<Seen>>of(
                            Attribute.fixed("name", seen -> seen.role().roleName()),
                            Attribute.fixed("path", seen -> seen.role().path()),
                            Attribute.free("description", seen -> seen.role().description()),
                            Attribute.free(
                                    "trustPolicy",
                                    seen -> PolicyDocument.read(seen.role().assumeRolePolicyDocument())),
                            Attribute.free("policies", seen -> seen.policies().orNull()),
                            Attribute.free("longestSession", seen -> seen.role().maxSessionDuration()),
                            Attribute.free(
                                    "tags", seen -> ofPeople(map(seen.role().tags()))),
                            Attribute.told("arn", seen -> seen.role().arn()),
                            Attribute.told("createdAt", seen -> seen.role().createDate())))
            .traits("access.role");

    private final Iam iam;

    RoleHandler(AwsAccount account, Iam iam) {
        super(account, KIND);
        this.iam = iam;
    }

    static Map<String, String> map(List<Tag> tags) {
        return Tags.of(tags, Tag::key, Tag::value);
    }

    static Set<Tag> tagSet(Map<String, String> tags) {
        return Tags.to(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    @Override
    protected Batch<Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        ListRolesResponse page = iam.call(
                "ListRoles",
                context,
                client -> client.listRoles(request ->
                        request.marker(after.isEmpty() ? null : after).maxItems(Math.min(max, MOST))));
        List<Seen> seen = new ArrayList<>();
        boolean gaps = false;
        for (Role role : page.roles()) {
            // the list has neither tags nor all else, but it is what there is of a role that may not be read
            Glimpse<Optional<Seen>> whole = Glimpse.of(() -> read(Place.global(role.roleName()), context));
            gaps |= whole.isDenied();
            whole.orElse(Optional.of(new Seen(role, new Glimpse<>(Optional.empty()))))
                    .ifPresent(seen::add);
        }
        Batch<Seen> batch = Batch.of(seen, Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
        return gaps ? batch.withGaps() : batch;
    }

    @Override
    protected Optional<Seen> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = place.id();
        if (!Iam.NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            Role role = iam.call("GetRole", context, client -> client.getRole(request -> request.roleName(name)))
                    .role();
            return Optional.of(new Seen(role, Glimpse.of(() -> policies(name, context))));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** There are 20 at most, so they come on one page. */
    private List<String> policies(String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return iam
                .call(
                        "ListAttachedRolePolicies",
                        context,
                        client -> client.listAttachedRolePolicies(request -> request.roleName(name)))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .sorted()
                .toList();
    }

    @Override
    protected List<Seen> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(name), context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected String id(Seen seen) {
        return seen.role().roleName();
    }

    @Override
    protected Map<String, String> tags(Seen seen) {
        return map(seen.role().tags());
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(wanted.name()), context)
                .filter(seen -> mark.isOn(tags(seen)))
                .map(this::id);
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String trust = PolicyDocument.write(wanted.values().get("trustPolicy").orElse(null));
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        return iam.call(
                        "CreateRole",
                        context,
                        client -> client.createRole(request -> request.roleName(wanted.name())
                                .path(wanted.text("path"))
                                .description(wanted.text("description"))
                                .assumeRolePolicyDocument(trust)
                                .maxSessionDuration(wanted.number("longestSession"))
                                .tags(tags)))
                .role()
                .roleName();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        attach(place.id(), wanted.texts("policies"), context); // once more is no failure
    }

    private void attach(String role, List<String> policies, OperationContext context)
            throws ProviderException, InterruptedException {
        for (String policy : policies) {
            iam.call(
                    "AttachRolePolicy",
                    context,
                    client -> client.attachRolePolicy(
                            request -> request.roleName(role).policyArn(policy)));
        }
    }

    private void detach(String role, List<String> policies, OperationContext context)
            throws ProviderException, InterruptedException {
        for (String policy : policies) {
            iam.call(
                    "DetachRolePolicy",
                    context,
                    client -> client.detachRolePolicy(
                            request -> request.roleName(role).policyArn(policy)));
        }
    }

    @Override
    protected void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!set.isEmpty()) {
            iam.call(
                    "TagRole",
                    context,
                    client -> client.tagRole(
                            request -> request.roleName(place.id()).tags(tagSet(set))));
        }
        if (!removed.isEmpty()) {
            iam.call(
                    "UntagRole",
                    context,
                    client -> client.untagRole(
                            request -> request.roleName(place.id()).tagKeys(removed)));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Seen now, OperationContext context)
            throws ProviderException, InterruptedException {
        Wanted wanted = amendment.wanted();
        String role = place.id();
        if (amendment.changes("description") || amendment.changes("longestSession")) {
            String description = Optional.ofNullable(wanted.text("description")).orElse("");
            iam.call(
                    "UpdateRole",
                    context,
                    client -> client.updateRole(request -> request.roleName(role)
                            .description(description)
                            .maxSessionDuration(wanted.number("longestSession"))));
        }
        if (amendment.changes("trustPolicy")) {
            String trust =
                    PolicyDocument.write(wanted.values().get("trustPolicy").orElse(null));
            iam.call(
                    "UpdateAssumeRolePolicy",
                    context,
                    client -> client.updateAssumeRolePolicy(
                            request -> request.roleName(role).policyDocument(trust)));
        }
        if (amendment.changes("policies")) {
            List<String> policies = wanted.texts("policies");
            List<String> attached = now.policies().require("policies of the role");
            attach(
                    role,
                    policies.stream().filter(arn -> !attached.contains(arn)).toList(),
                    context);
            detach(
                    role,
                    attached.stream().filter(arn -> !policies.contains(arn)).toList(),
                    context);
        }
        return Optional.empty();
    }

    /** Policies that are written into the role itself are somebody's work: then IAM refuses, and says so. */
    @Override
    protected void erase(Place place, Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        detach(place.id(), there.policies().require("policies of the role"), context);
        iam.call("DeleteRole", context, client -> client.deleteRole(request -> request.roleName(place.id())));
    }
}
