package coop.plenum.aws.s3;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.api.AwsAccount;
import coop.plenum.aws.common.Caller;
import coop.plenum.aws.common.Glimpse;
import coop.plenum.aws.common.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/** S3 over one connection: a client for each region, made when first needed. Thread-safe. */
final class S3 {
    /** The region whose buckets have no location. */
    private static final String FIRST_REGION = "us-east-1";

    private final AwsAccount account;
    private final Caller caller;
    private final Map<String, S3Client> clients = new HashMap<>();

    S3(AwsAccount account) {
        this.account = account;
        this.caller = new Caller(account, "S3");
    }

    private S3Client client(String region) {
        synchronized (clients) {
            return clients.computeIfAbsent(
                    region,
                    name -> caller.client(
                            S3Client.builder()
                                    // elsewhere than at AWS, no bucket has a host name of its own
                                    .forcePathStyle(account.endpoint().isPresent()),
                            name));
        }
    }

    <R> R call(String region, String what, OperationContext context, Function<S3Client, R> work)
            throws ProviderException, InterruptedException {
        S3Client client = client(region);
        return caller.call(what, context, () -> work.apply(client));
    }

    ListBucketsResponse page(String prefix, String after, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return call(
                account.regions().get(0),
                "ListBuckets",
                context,
                client -> client.listBuckets(request -> request.prefix(prefix.isEmpty() ? null : prefix)
                        .continuationToken(after.isEmpty() ? null : after)
                        .maxBuckets(max)));
    }

    /**
     * Looks at a bucket. What the identity may not see of it is unknown.
     *
     * @throws ProviderException category MISSING when it is gone
     */
    SeenBucket look(Bucket bucket, OperationContext context) throws ProviderException, InterruptedException {
        String region = region(bucket, context);
        String name = bucket.name();
        return new SeenBucket(
                bucket,
                region,
                Glimpse.of(() -> isVersioned(region, name, context)),
                Glimpse.of(() -> publicAccessBlocked(region, name, context)),
                Glimpse.of(() -> encryption(region, name, context)),
                Glimpse.of(() -> tags(region, name, context)));
    }

    private boolean isVersioned(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return call(
                                region,
                                "GetBucketVersioning",
                                context,
                                client -> client.getBucketVersioning(request -> request.bucket(name)))
                        .status()
                == BucketVersioningStatus.ENABLED;
    }

    private String region(Bucket bucket, OperationContext context) throws ProviderException, InterruptedException {
        if (bucket.bucketRegion() != null) {
            return bucket.bucketRegion();
        }
        String location = call(
                        account.regions().get(0),
                        "GetBucketLocation",
                        context,
                        client -> client.getBucketLocation(request -> request.bucket(bucket.name())))
                .locationConstraintAsString();
        if (location == null || location.isEmpty() || location.equals("null")) {
            return FIRST_REGION;
        }
        return location.equals("EU") ? "eu-west-1" : location;
    }

    private boolean publicAccessBlocked(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<PublicAccessBlockConfiguration> block = ifThere(() -> call(
                        region,
                        "GetPublicAccessBlock",
                        context,
                        client -> client.getPublicAccessBlock(request -> request.bucket(name)))
                .publicAccessBlockConfiguration());
        return block.filter(all -> Boolean.TRUE.equals(all.blockPublicAcls())
                        && Boolean.TRUE.equals(all.blockPublicPolicy())
                        && Boolean.TRUE.equals(all.ignorePublicAcls())
                        && Boolean.TRUE.equals(all.restrictPublicBuckets()))
                .isPresent();
    }

    private Optional<String> encryption(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return ifThere(() -> call(
                        region,
                        "GetBucketEncryption",
                        context,
                        client -> client.getBucketEncryption(request -> request.bucket(name)))
                .serverSideEncryptionConfiguration()
                .rules()
                .get(0)
                .applyServerSideEncryptionByDefault()
                .sseAlgorithmAsString());
    }

    private Map<String, String> tags(String region, String name, OperationContext context)
            throws ProviderException, InterruptedException {
        return ifThere(() -> Tags.of(
                        call(
                                        region,
                                        "GetBucketTagging",
                                        context,
                                        client -> client.getBucketTagging(request -> request.bucket(name)))
                                .tagSet(),
                        Tag::key,
                        Tag::value))
                .orElseGet(Map::of);
    }

    /** Empty where it was never set, which S3 calls missing. */
    private static <R> Optional<R> ifThere(Glimpse.Question<R> question)
            throws ProviderException, InterruptedException {
        try {
            return Optional.ofNullable(question.ask());
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static boolean hasLocation(String region) {
        return !region.equals(FIRST_REGION);
    }

    void close() {
        List<S3Client> all;
        synchronized (clients) {
            all = new ArrayList<>(clients.values());
            clients.clear();
        }
        all.forEach(S3Client::close);
    }
}
