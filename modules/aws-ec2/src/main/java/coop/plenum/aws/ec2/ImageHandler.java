package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Progress;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Machine images: of those owners that the connection is to list, since there are tens of thousands of others. */
final class ImageHandler extends Ec2Handler<Image> {
    private static final int MOST = 1000;
    private static final String SOURCE = "plenum:source";

    private static final Kind<Image> KIND = Kind.following(
                    Types.IMAGE,
                    "image",
                    List.<Attribute<Image>>of(
                            Attribute.fixed("name", Image::name),
                            Attribute.free("description", Image::description),
                            Attribute.<Image>fixed("instance", ImageHandler::source)
                                    .to(Types.INSTANCE),
                            Attribute.secretive("restart"),
                            tagsOf(Image::tags),
                            Attribute.told("status", image -> Attribute.word(image.stateAsString())),
                            Attribute.told("architecture", Image::architectureAsString),
                            Attribute.told("operatingSystem", Image::platformDetails),
                            Attribute.told("rootDevice", Image::rootDeviceName),
                            Attribute.told("public", Image::publicLaunchPermissions),
                            Attribute.told("owner", Image::ownerId),
                            Attribute.<Image>told("snapshots", ImageHandler::snapshots)
                                    .to(Types.SNAPSHOT),
                            Attribute.told("createdAt", Image::creationDate)))
            .traits("compute.image");

    private final List<String> owners;

    ImageHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.IMAGE, "ami");
        List<String> given = ec2.account().settings().list("imageOwners").stream()
                .map(String::valueOf)
                .toList();
        this.owners = given.isEmpty() ? List.of("self") : given;
    }

    /** AWS tells it of newer images only. */
    private static @Nullable String source(Image image) {
        return Optional.ofNullable(image.sourceInstanceId())
                .orElseGet(() -> tagMap(image.tags()).get(SOURCE));
    }

    @Override
    protected Map<String, String> remembered(Wanted wanted) throws ProviderException {
        String instance = wanted.id("instance");
        return instance == null ? Map.of() : Map.of(SOURCE, instance);
    }

    private static List<String> snapshots(Image image) {
        return image.blockDeviceMappings().stream()
                .map(BlockDeviceMapping::ebs)
                .filter(Objects::nonNull)
                .map(ebs -> ebs.snapshotId())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Override
    Batch<Image> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeImages",
                context,
                client -> client.describeImages(request -> request.imageIds(query.ids())
                        .owners(query.ids().isEmpty() ? owners : List.of())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.images(), answer.nextToken());
    }

    @Override
    Query identified(Query query, Wanted known) {
        return query.where("name", known.name());
    }

    @Override
    boolean isGone(Image image) {
        return "deregistered".equals(image.stateAsString());
    }

    @Override
    protected String id(Image image) {
        return image.imageId();
    }

    @Override
    protected Map<String, String> tags(Image image) {
        return tagMap(image.tags());
    }

    @Override
    protected Progress progress(Image image) {
        return Progress.byState(
                "image",
                image.stateAsString(),
                Set.of("pending", "transient"),
                Set.of("failed", "error", "invalid"),
                image.stateReason() == null
                        ? ""
                        : String.valueOf(image.stateReason().message()));
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String instance = wanted.id("instance");
        if (instance == null) {
            throw Faults.user("instance", "An image is made of an instance; say of which.");
        }
        return ec2.call(
                        region,
                        "CreateImage",
                        context,
                        client -> client.createImage(request -> request.instanceId(instance)
                                .name(wanted.name())
                                .description(wanted.text("description"))
                                .noReboot(!Boolean.TRUE.equals(wanted.flag("restart")))
                                .tagSpecifications(tags)))
                .imageId();
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Image now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("description")) {
            String description =
                    Optional.ofNullable(amendment.wanted().text("description")).orElse("");
            ec2.call(
                    place.region(),
                    "ModifyImageAttribute",
                    context,
                    client -> client.modifyImageAttribute(
                            request -> request.imageId(place.id()).description(value -> value.value(description))));
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Image there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeregisterImage",
                context,
                client -> client.deregisterImage(request -> request.imageId(place.id())));
    }
}
