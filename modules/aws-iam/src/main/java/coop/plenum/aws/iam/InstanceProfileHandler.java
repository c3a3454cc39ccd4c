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
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Instance profiles, by which instances have a role; each holds one at most. A profile's name is its id. */
final class InstanceProfileHandler extends TaggedHandler<InstanceProfile> {
    private static final int MOST = 100;

    private static final Kind<InstanceProfile> KIND = Kind.global(
            Iam.INSTANCE_PROFILE,
            "instance profile",
            List.<Attribute<InstanceProfile>>of(
                    Attribute.fixed("name", InstanceProfile::instanceProfileName),
                    Attribute.fixed("path", InstanceProfile::path),
                    Attribute.<InstanceProfile>free("role", InstanceProfileHandler::role)
                            .toGlobal(Iam.ROLE),
                    Attribute.free("tags", profile -> ofPeople(RoleHandler.map(profile.tags()))),
                    Attribute.told("arn", InstanceProfile::arn),
                    Attribute.told("createdAt", InstanceProfile::createDate)));

    private final Iam iam;

    InstanceProfileHandler(AwsAccount account, Iam iam) {
        super(account, KIND);
        this.iam = iam;
    }

    private static @Nullable String role(InstanceProfile profile) {
        return profile.roles().isEmpty() ? null : profile.roles().get(0).roleName();
    }

    @Override
    protected Batch<InstanceProfile> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        ListInstanceProfilesResponse page = iam.call(
                "ListInstanceProfiles",
                context,
                client -> client.listInstanceProfiles(request ->
                        request.marker(after.isEmpty() ? null : after).maxItems(Math.min(max, MOST))));
        List<InstanceProfile> profiles = new ArrayList<>();
        boolean gaps = false;
        for (InstanceProfile profile : page.instanceProfiles()) {
            // the list has no tags, but it is what there is of a profile that may not be read
            Glimpse<Optional<InstanceProfile>> whole =
                    Glimpse.of(() -> read(Place.global(profile.instanceProfileName()), context));
            gaps |= whole.isDenied();
            whole.orElse(Optional.of(profile)).ifPresent(profiles::add);
        }
        Batch<InstanceProfile> batch =
                Batch.of(profiles, Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
        return gaps ? batch.withGaps() : batch;
    }

    @Override
    protected Optional<InstanceProfile> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!Iam.NAME.matcher(place.id()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(iam.call(
                            "GetInstanceProfile",
                            context,
                            client -> client.getInstanceProfile(request -> request.instanceProfileName(place.id())))
                    .instanceProfile());
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected List<InstanceProfile> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(name), context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected String id(InstanceProfile profile) {
        return profile.instanceProfileName();
    }

    @Override
    protected Map<String, String> tags(InstanceProfile profile) {
        return RoleHandler.map(profile.tags());
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(wanted.name()), context)
                .filter(profile -> mark.isOn(tags(profile)))
                .map(this::id);
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> tags = RoleHandler.tagSet(newTags(mark, wanted));
        return iam.call(
                        "CreateInstanceProfile",
                        context,
                        client -> client.createInstanceProfile(request -> request.instanceProfileName(wanted.name())
                                .path(wanted.text("path"))
                                .tags(tags)))
                .instanceProfile()
                .instanceProfileName();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String role = wanted.id("role");
        if (role != null && !role.equals(role(require(place, context)))) {
            add(place, role, context);
        }
    }

    /** A role that was made just before may not be known yet. */
    @Override
    protected boolean mayBeUnspread(ProviderException e) {
        return e.category() == Category.MISSING || super.mayBeUnspread(e);
    }

    private void add(Place place, String role, OperationContext context)
            throws ProviderException, InterruptedException {
        iam.call(
                "AddRoleToInstanceProfile",
                context,
                client -> client.addRoleToInstanceProfile(
                        request -> request.instanceProfileName(place.id()).roleName(role)));
    }

    private void remove(Place place, InstanceProfile now, OperationContext context)
            throws ProviderException, InterruptedException {
        String role = role(now);
        if (role != null) {
            iam.call(
                    "RemoveRoleFromInstanceProfile",
                    context,
                    client -> client.removeRoleFromInstanceProfile(
                            request -> request.instanceProfileName(place.id()).roleName(role)));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, InstanceProfile now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("role")) {
            remove(place, now, context);
            String role = amendment.wanted().id("role");
            if (role != null) {
                add(place, role, context);
            }
        }
        return Optional.empty();
    }

    @Override
    protected void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!set.isEmpty()) {
            Set<Tag> tags = RoleHandler.tagSet(set);
            iam.call(
                    "TagInstanceProfile",
                    context,
                    client -> client.tagInstanceProfile(
                            request -> request.instanceProfileName(place.id()).tags(tags)));
        }
        if (!removed.isEmpty()) {
            iam.call(
                    "UntagInstanceProfile",
                    context,
                    client -> client.untagInstanceProfile(
                            request -> request.instanceProfileName(place.id()).tagKeys(removed)));
        }
    }

    @Override
    protected void erase(Place place, InstanceProfile there, OperationContext context)
            throws ProviderException, InterruptedException {
        remove(place, there, context);
        iam.call(
                "DeleteInstanceProfile",
                context,
                client -> client.deleteInstanceProfile(request -> request.instanceProfileName(place.id())));
    }
}
