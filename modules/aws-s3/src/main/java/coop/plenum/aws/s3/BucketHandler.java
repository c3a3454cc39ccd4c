package coop.plenum.aws.s3;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets, in the regions of the connection. A name is taken all over the world, so it is the id. */
final class BucketHandler extends TaggedHandler<SeenBucket> {
    private static final int MOST = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Kind<SeenBucket> KIND = Kind.global(
                    S3Service.BUCKET,
                    "bucket",
                    List.<Attribute<SeenBucket>>of(
                            Attribute.fixed("name", seen -> seen.bucket().name()),
                            Attribute.fixed("region", SeenBucket::region),
                            Attribute.free(
                                    "versioning", seen -> seen.versioning().orNull()),
                            Attribute.free(
                                    "publicAccessBlocked",
                                    seen -> seen.publicAccessBlocked().orNull()),
                            Attribute.free("tags", seen -> ofPeople(seen.tags().orElse(Map.of()))),
                            Attribute.told(
                                    "encryption",
                                    seen -> seen.encryption()
                                            .orElse(Optional.empty())
                                            .orElse(null)),
                            Attribute.told("createdAt", seen -> seen.bucket().creationDate()),
                            Attribute.told("hidden", SeenBucket::hidden)))
            .traits("storage.bucket");

    private final S3 s3;

    BucketHandler(AwsAccount account, S3 s3) {
        super(account, KIND);
        this.s3 = s3;
    }

    @Override
    protected Batch<SeenBucket> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        ListBucketsResponse page = s3.page("", after, Math.min(max, MOST), context);
        List<SeenBucket> seen = new ArrayList<>();
        boolean gaps = false;
        for (Bucket bucket : page.buckets()) {
            boolean elsewhere =
                    bucket.bucketRegion() != null && !account.regions().contains(bucket.bucketRegion());
            if (!elsewhere) {
                // denied is only where it is, on a server that does not tell that in its list
                Glimpse<Optional<SeenBucket>> looked = Glimpse.of(() -> look(bucket, context));
                gaps |= looked.isDenied();
                looked.orElse(Optional.empty())
                        .filter(there -> account.regions().contains(there.region()))
                        .ifPresent(seen::add);
            }
        }
        Batch<SeenBucket> batch = Batch.of(seen, page.continuationToken());
        return gaps ? batch.withGaps() : batch;
    }

    @Override
    protected Optional<SeenBucket> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Bucket> bucket = find(place.id(), context);
        return bucket.isPresent() ? look(bucket.get(), context) : Optional.empty();
    }

    /** Empty when it is gone: S3 lists a bucket for a while after it was deleted. */
    private Optional<SeenBucket> look(Bucket bucket, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return Optional.of(s3.look(bucket, context));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Also the one page that begins with the name may be long, but the name itself comes first. */
    private Optional<Bucket> find(String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return NAME.matcher(name).matches()
                ? s3.page(name, "", MOST, context).buckets().stream()
                        .filter(bucket -> bucket.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    protected List<SeenBucket> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(name), context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected String id(SeenBucket seen) {
        return seen.bucket().name();
    }

    @Override
    protected Map<String, String> tags(SeenBucket seen) {
        return seen.tags().orElse(Map.of());
    }

    /** What bears another mark, or none, is somebody else's, whom S3 would answer for to a create in its first region. */
    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<SeenBucket> there = read(Place.global(wanted.name()), context);
        if (there.isPresent() && !mark.isOn(tags(there.get()))) {
            throw taken(wanted.name());
        }
        return there.map(this::id);
    }

    private static ProviderException taken(String name) {
        return Faults.conflict(
                "wrong-state",
                "The account has a bucket \"" + name
                        + "\" that was not made for this item. Sync the connection and take that one, or take another name.");
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String where = place(wanted);
        Set<Tag> tags = tagSet(newTags(mark, wanted));
        CreateBucketRequest request = CreateBucketRequest.builder()
                .bucket(wanted.name())
                .createBucketConfiguration(configuration -> {
                    configuration.tags(tags);
                    if (S3.hasLocation(where)) {
                        configuration.locationConstraint(where);
                    }
                })
                .build();
        s3.call(where, "CreateBucket", context, client -> client.createBucket(request));
        return wanted.name();
    }

    private static Set<Tag> tagSet(Map<String, String> tags) {
        return Tags.to(tags, (key, value) -> Tag.builder().key(key).value(value).build());
    }

    private String place(Wanted wanted) {
        return Optional.ofNullable(wanted.text("region"))
                .orElse(account.regions().get(0));
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String region = place(wanted);
        requireOurs(place, mark, wanted, context);
        // nothing of a new bucket is open to the public unless that was asked for
        blockPublicAccess(region, place.id(), !Boolean.FALSE.equals(wanted.flag("publicAccessBlocked")), context);
        versioning(region, place.id(), wanted.flag("versioning"), context);
    }

    /**
     * In its first region S3 answers to the create of a bucket that the account has already as if it had made it: one that
     * somebody else made between our look and our create. So its tags are read before anything is set. What S3 made for us
     * has ours from the beginning; servers that speak like S3 may not know of tags in a create and leave it bare.
     */
    private void requireOurs(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        SeenBucket there = require(place, context);
        Map<String, String> tags = there.tags().require("tags of the bucket");
        if (tags.isEmpty()) {
            put(there.region(), place.id(), newTags(mark, wanted), context);
        } else if (!mark.isOn(tags)) {
            throw taken(place.id());
        }
    }

    private void put(String region, String name, Map<String, String> tags, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> set = tagSet(tags);
        s3.call(
                region,
                "PutBucketTagging",
                context,
                client -> client.putBucketTagging(
                        request -> request.bucket(name).tagging(tagging -> tagging.tagSet(set))));
    }

    private void blockPublicAccess(String region, String name, boolean block, OperationContext context)
            throws ProviderException, InterruptedException {
        s3.call(
                region,
                "PutPublicAccessBlock",
                context,
                client -> client.putPublicAccessBlock(request -> request.bucket(name)
                        .publicAccessBlockConfiguration(all -> all.blockPublicAcls(block)
                                .blockPublicPolicy(block)
                                .ignorePublicAcls(block)
                                .restrictPublicBuckets(block))));
    }

    private void versioning(String region, String name, @Nullable Boolean wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        if (wanted != null) {
            BucketVersioningStatus status = wanted ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED;
            s3.call(
                    region,
                    "PutBucketVersioning",
                    context,
                    client -> client.putBucketVersioning(
                            request -> request.bucket(name).versioningConfiguration(all -> all.status(status))));
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, SeenBucket now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("versioning")) {
            versioning(now.region(), place.id(), amendment.wanted().flag("versioning"), context);
        }
        if (amendment.changes("publicAccessBlocked")) {
            boolean block = !Boolean.FALSE.equals(amendment.wanted().flag("publicAccessBlocked"));
            blockPublicAccess(now.region(), place.id(), block, context);
        }
        return Optional.empty();
    }

    @Override
    protected void tag(Place place, Map<String, String> set, Set<String> removed, OperationContext context)
            throws ProviderException, InterruptedException {
        SeenBucket now = require(place, context);
        // S3 takes all tags or none
        Map<String, String> all = new TreeMap<>(now.tags().require("tags of the bucket"));
        all.keySet().removeAll(removed);
        all.putAll(set);
        put(now.region(), place.id(), all, context);
    }

    @Override
    protected void erase(Place place, SeenBucket there, OperationContext context)
            throws ProviderException, InterruptedException {
        s3.call(
                there.region(),
                "DeleteBucket",
                context,
                client -> client.deleteBucket(request -> request.bucket(place.id())));
    }
}
