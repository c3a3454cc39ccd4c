package coop.plenum.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Discoverer.Found;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.AwsProviderFactory;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What S3 does and moto does not, told by a hand-written server in the forms of the published API. */
class S3WireTest {
    private static final String NONE = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";
    private static final String TAGS = "<Tagging><TagSet>%s</TagSet></Tagging>";
    private final UUID item = UUID.randomUUID();
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(S3Client.class);
        driver = new ProviderDriver(new AwsProviderFactory(List.of(new S3Service()))
                .connect(
                        Accounts.lasting(aws.endpoint(), List.of("us-east-1")),
                        new FakeConnectionContext(Accounts.LASTING)));
        aws.on("GetBucketVersioning", "<VersioningConfiguration/>")
                .refuse("GetPublicAccessBlock", 404, "NoSuchPublicAccessBlockConfiguration")
                .refuse("GetBucketEncryption", 404, "ServerSideEncryptionConfigurationNotFoundError");
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private static String buckets(String... names) {
        StringBuilder list = new StringBuilder("<ListAllMyBucketsResult><Buckets>");
        for (String name : names) {
            list.append("<Bucket><Name>")
                    .append(name)
                    .append("</Name><CreationDate>2026-11-26T10:00:00.000Z</CreationDate>")
                    .append("<BucketRegion>us-east-1</BucketRegion></Bucket>");
        }
        return list + "</Buckets></ListAllMyBucketsResult>";
    }

    private static String tag(String key, String value) {
        return "<Tag><Key>" + key + "</Key><Value>" + value + "</Value></Tag>";
    }

    private void untagged() {
        aws.refuse("GetBucketTagging", 404, "NoSuchTagSet");
    }

    private Step create() throws Exception {
        Values wanted = Values.of("name", "logs");
        return driver.handler(S3Service.BUCKET)
                .apply(
                        new Change(
                                Change.Kind.CREATE,
                                new ResourceRef(item, Optional.empty(), "logs", wanted),
                                Values.empty(),
                                wanted,
                                Optional.empty()),
                        FakeOperationContext.keyed("k"));
    }

    private static ProviderException failure(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    @Test
    void aBucketThatMayNotBeReadIsShownWithWhatCanBeSeenAndTheOthersWhole() throws Exception {
        aws.on("ListBuckets", buckets("closed", "open"))
                .refuse("GetBucketVersioning", "/closed", 403, "AccessDenied")
                .refuse("GetPublicAccessBlock", "/closed", 403, "AccessDenied")
                .refuse("GetBucketEncryption", "/closed", 403, "AccessDenied")
                .refuse("GetBucketTagging", "/closed", 403, "AccessDenied")
                .on("GetBucketTagging", "/open", TAGS.formatted(tag("env", "test")));

        List<ResourceState> all = driver.discover(S3Service.BUCKET, 100);

        assertThat(all).extracting(ResourceState::externalId).containsExactly("closed", "open");
        assertThat(all.get(0).values().asMap())
                .containsEntry("region", "us-east-1")
                .containsEntry("hidden", List.of("encryption", "publicAccessBlocked", "tags", "versioning"))
                .doesNotContainKeys("versioning", "publicAccessBlocked", "tags");
        assertThat(all.get(1).values().asMap())
                .containsEntry("versioning", false)
                .doesNotContainKey("hidden");
        assertThat(all.get(1).labels()).containsEntry("env", "test");
    }

    @Test
    void aBucketOfWhichItMayNotEvenBeToldWhereItIsIsAGap() throws Exception {
        untagged();
        String nowhere = "<BucketRegion>us-east-1</BucketRegion>";
        aws.on("ListBuckets", buckets("closed", "open").replaceFirst(nowhere, ""))
                .refuse("GetBucketLocation", "/closed", 403, "AccessDenied");

        Found found = ((Discoverer) driver.handler(S3Service.BUCKET))
                .discover(Optional.empty(), 100, FakeOperationContext.create());
        assertThat(found.complete()).isFalse();
        assertThat(found.states()).extracting(ResourceState::externalId).containsExactly("open");
    }

    @Test
    void aBucketThatGoesWhileItIsListedIsLeftOut() throws Exception {
        untagged();
        aws.on("ListBuckets", buckets("gone", "there")).refuse("GetBucketVersioning", "/gone", 404, "NoSuchBucket");

        assertThat(driver.discover(S3Service.BUCKET, 100))
                .extracting(ResourceState::externalId)
                .containsExactly("there");
        assertThat(driver.observe(S3Service.BUCKET, "gone")).isEmpty();
    }

    @Test
    void tagsThatMayNotBeReadAreNotOverwritten() throws Exception {
        aws.on("ListBuckets", buckets("closed")).refuse("GetBucketTagging", 403, "AccessDenied");
        ResourceState seen = driver.observe(S3Service.BUCKET, "closed").orElseThrow();

        assertThatThrownBy(() -> driver.update(S3Service.BUCKET, seen, Values.of("tags", Map.of("a", "b"))))
                .hasMessageContaining("tags of the bucket");
        assertThat(aws.asked("PutBucketTagging")).isEmpty();
    }

    @Test
    void aNewBucketBearsItsTagsFromTheFirstMoment() throws Exception {
        String ours = tag(Mark.KEY, Mark.of("k", item).key()) + tag(Mark.ITEM, item.toString());
        aws.on("ListBuckets", NONE)
                .on("ListBuckets", buckets("logs"))
                .on("CreateBucket", "")
                .on("GetBucketTagging", TAGS.formatted(ours))
                .on("PutPublicAccessBlock", "");

        assertThat(ProviderDriver.done(create()).externalId()).isEqualTo("logs");
        assertThat(aws.asked("CreateBucket").get(0).get(Wire.BODY))
                .contains(Mark.of("k", item).key())
                .contains(item.toString())
                .doesNotContain("LocationConstraint");
    }

    @Test
    void aCreateWhoseAnswerWasLostIsFoundByItsMark() throws Exception {
        String ours = tag(Mark.KEY, Mark.of("k", item).key());
        aws.on("ListBuckets", NONE)
                .on("ListBuckets", buckets("logs"))
                .hangUp("CreateBucket")
                .on("GetBucketTagging", TAGS.formatted(ours))
                .on("PutPublicAccessBlock", "");

        assertThat(failure(create()).category()).isEqualTo(Category.TRANSIENT);
        assertThat(ProviderDriver.done(create()).externalId()).isEqualTo("logs");
        assertThat(aws.asked("CreateBucket")).hasSize(1);
    }

    @Test
    void aBucketOfSomebodyElseIsNotTakenHoweverNewAndBareItIs() throws Exception {
        untagged();
        aws.on("ListBuckets", buckets("logs"));

        assertThat(failure(create()).code()).isEqualTo("wrong-state");
        assertThat(aws.asked("CreateBucket")).isEmpty();
        assertThat(aws.asked("PutBucketTagging")).isEmpty();
        assertThat(aws.asked("PutPublicAccessBlock")).isEmpty();
    }

    @Test
    void whatSomebodyElseMadeInTheSameMomentIsLeftAsItIsThoughS3AnswersAsIfItHadMadeIt() throws Exception {
        aws.on("ListBuckets", NONE)
                .on("ListBuckets", buckets("logs"))
                .on("CreateBucket", "")
                .on("GetBucketTagging", TAGS.formatted(tag("owner", "others")));

        assertThat(failure(create()).code()).isEqualTo("wrong-state");
        assertThat(aws.asked("PutBucketTagging")).isEmpty();
        assertThat(aws.asked("PutPublicAccessBlock")).isEmpty();
    }

    @Test
    void whoseNameIsTakenInTheWorldIsTold() throws Exception {
        aws.on("ListBuckets", NONE).refuse("CreateBucket", 409, "BucketAlreadyExists");
        assertThat(failure(create()).code()).isEqualTo("wrong-state");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() throws Exception {
        untagged();
        aws.on(
                        "ListBuckets",
                        buckets("one").replace("</Buckets>", "</Buckets><ContinuationToken>a/+=</ContinuationToken>"))
                .on("ListBuckets", buckets("two"));

        assertThat(driver.discover(S3Service.BUCKET, 1))
                .extracting(ResourceState::externalId)
                .containsExactly("one", "two");
        assertThat(aws.asked("ListBuckets").stream().map(request -> request.get("continuation-token")))
                .containsExactly(null, "a/+=");
    }

    @Test
    void whoAsksTooMuchIsToldWhenToComeBackAndABrokenLineIsTransient() {
        aws.refuse("ListBuckets", "", 503, "SlowDown", "Slow down.", Map.of("Retry-After", "7"))
                .hangUp("ListBuckets");

        assertThatThrownBy(() -> driver.discover(S3Service.BUCKET, 100))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        thrown -> assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThatThrownBy(() -> driver.discover(S3Service.BUCKET, 100))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        thrown -> assertThat(thrown.category()).isEqualTo(Category.TRANSIENT));
    }

    @Test
    void whatAwsCouldNotSayIsNotSaidHereEither() {
        assertThatThrownBy(() -> aws.on(
                        "GetBucketVersioning", "<VersioningConfiguration><On>true</On></VersioningConfiguration>"))
                .hasMessageContaining("GetBucketVersioning has no On; there are [MfaDelete, Status]");
        assertThatThrownBy(() -> aws.on("ListBuckets", buckets("a").replace("10:00:00.000Z", "ten")))
                .hasMessageContaining("CreationDate cannot be");
        assertThatThrownBy(() -> aws.on("GetBucketTagging", "<Tagging><TagSet><Label/></TagSet></Tagging>"))
                .hasMessageContaining("has no Label");
    }
}
