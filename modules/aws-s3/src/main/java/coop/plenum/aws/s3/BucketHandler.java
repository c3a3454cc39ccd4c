package coop.plenum.aws.s3;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.TaggedHandler;
import coop.plenum.aws.common.Tags;
import coop.plenum.aws.common.Wanted;
import java.time.Duration;
import java.time.Instant;
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

/**
 * Buckets, in the regions of the connection. A name is taken all over the world, so it is the id. A bucket is tagged by a
 * request of its own; one that is new and bare was made by an attempt that did not get as far.
 */
final class BucketHandler extends TaggedHandler<S3.Seen> {
    private static final int MOST = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Duration NEW = Duration.ofMinutes(15);

    private static final Kind<S3.Seen> KIND = Kind.global(
                    S3Service.BUCKET,
                    "bucket",
                    List.<Attribute<S3.Seen>>of(
                            Attribute.fixed("name", seen -> seen.bucket().name()),
                            Attribute.fixed("region", S3.Seen::region),
                            Attribute.free("versioning", S3.Seen::versioning),
                            Attribute.free("publicAccessBlocked", S3.Seen::publicAccessBlocked),
                            Attribute.free("tags", seen -> ofPeople(seen.tags())),
                            Attribute.told(
                                    "encryption", seen -> seen.encryption().orElse(null)),
                            Attribute.told("createdAt", seen -> seen.bucket().creationDate())))
            .traits("storage.bucket");

    private final S3 s3;

    BucketHandler(AwsAccount account, S3 s3) {
        super(account, KIND);
        this.s3 = s3;
    }

    @Override
    protected Batch<S3.Seen> list(String region, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        ListBucketsResponse page = s3.page("", after, Math.min(max, MOST), context);
        List<S3.Seen> seen = new ArrayList<>();
        for (Bucket bucket : page.buckets()) {
            boolean elsewhere =
                    bucket.bucketRegion() != null && !account.regions().contains(bucket.bucketRegion());
            if (!elsewhere) {
                S3.Seen looked = s3.look(bucket, context);
                if (account.regions().contains(looked.region())) {
                    seen.add(looked);
                }
            }
        }
        return Batch.of(seen, page.continuationToken());
    }

    @Override
    protected Optional<S3.Seen> read(Place place, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Bucket> bucket = find(place.id(), context);
        return bucket.isPresent() ? Optional.of(s3.look(bucket.get(), context)) : Optional.empty();
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
    protected List<S3.Seen> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(name), context).map(List::of).orElseGet(List::of);
    }

    @Override
    protected String id(S3.Seen seen) {
        return seen.bucket().name();
    }

    @Override
    protected Map<String, String> tags(S3.Seen seen) {
        return seen.tags();
    }

    @Override
    protected Optional<String> made(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(Place.global(wanted.name()), context)
                .filter(seen -> mark.isOn(seen.tags()) || isNewAndBare(seen))
                .map(this::id);
    }

    private static boolean isNewAndBare(S3.Seen seen) {
        Instant made = seen.bucket().creationDate();
        return seen.tags().isEmpty()
                && made != null
                && made.isAfter(Instant.now().minus(NEW));
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String where = place(wanted);
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(wanted.name());
        if (S3.hasLocation(where)) {
            request.createBucketConfiguration(location -> location.locationConstraint(where));
        }
        s3.call(where, "CreateBucket", context, client -> client.createBucket(request.build()));
        return wanted.name();
    }

    private String place(Wanted wanted) {
        return Optional.ofNullable(wanted.text("region"))
                .orElse(account.regions().get(0));
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String region = place(wanted);
        put(region, place.id(), newTags(mark, wanted), context);
        // nothing of a new bucket is open to the public unless that was asked for
        blockPublicAccess(region, place.id(), !Boolean.FALSE.equals(wanted.flag("publicAccessBlocked")), context);
        versioning(region, place.id(), wanted.flag("versioning"), context);
    }

    private void put(String region, String name, Map<String, String> tags, OperationContext context)
            throws ProviderException, InterruptedException {
        Set<Tag> set = Tags.to(
                tags, (key, value) -> Tag.builder().key(key).value(value).build());
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
    protected Optional<Step> amend(Place place, Amendment amendment, S3.Seen now, OperationContext context)
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
        S3.Seen now = require(place, context);
        Map<String, String> all = new TreeMap<>(now.tags());
        all.keySet().removeAll(removed);
        all.putAll(set);
        put(now.region(), place.id(), all, context);
    }

    @Override
    protected void erase(Place place, S3.Seen there, OperationContext context)
            throws ProviderException, InterruptedException {
        s3.call(
                there.region(),
                "DeleteBucket",
                context,
                client -> client.deleteBucket(request -> request.bucket(place.id())));
    }
}
