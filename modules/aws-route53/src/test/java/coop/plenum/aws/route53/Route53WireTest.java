package coop.plenum.aws.route53;

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
import coop.plenum.aws.common.test.Accounts;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;

/** What Route 53 does and moto does not, told by a hand-written server in the forms of the published API. */
class Route53WireTest {
    private final UUID item = UUID.randomUUID();
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(Route53Client.class);
        driver = new ProviderDriver(new AwsProviderFactory(List.of(new Route53Service()))
                .connect(
                        Accounts.lasting(aws.endpoint(), List.of("eu-west-1")),
                        new FakeConnectionContext(Accounts.LASTING)));
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private static String zone(String id, String more) {
        return "<HostedZone><Id>/hostedzone/" + id + "</Id><Name>" + id.toLowerCase(java.util.Locale.ROOT)
                + ".test.</Name><CallerReference>r</CallerReference><Config><Comment>One of ours</Comment>" + more
                + "</Config></HostedZone>";
    }

    private static String zones(String next, String... zones) {
        return "<ListHostedZonesResponse><HostedZones>" + String.join("", zones) + "</HostedZones><IsTruncated>"
                + !next.isEmpty() + "</IsTruncated>" + (next.isEmpty() ? "" : "<NextMarker>" + next + "</NextMarker>")
                + "<MaxItems>100</MaxItems></ListHostedZonesResponse>";
    }

    private void known(String id) {
        aws.on(
                "GetHostedZone",
                "/" + id,
                "<GetHostedZoneResponse>" + zone(id, "")
                        + "<DelegationSet><NameServers><NameServer>ns1.test</NameServer></NameServers></DelegationSet>"
                        + "</GetHostedZoneResponse>");
        aws.on(
                "ListTagsForResource",
                "/" + id,
                "<ListTagsForResourceResponse><ResourceTagSet><ResourceType>hostedzone</ResourceType><ResourceId>" + id
                        + "</ResourceId><Tags><Tag><Key>env</Key><Value>test</Value></Tag></Tags></ResourceTagSet>"
                        + "</ListTagsForResourceResponse>");
    }

    @Test
    void aZoneThatMayNotBeReadIsShownWithWhatTheListHasAndTheOthersWhole() throws Exception {
        aws.on("ListHostedZones", zones("", zone("ZCLOSED", ""), zone("ZOPEN", "")))
                .refuse("GetHostedZone", "/ZCLOSED", 403, "AccessDenied")
                .refuse("ListTagsForResource", "/ZCLOSED", 403, "AccessDenied");
        known("ZOPEN");

        List<ResourceState> all = driver.discover(Route53.ZONE, 100);

        assertThat(all).extracting(ResourceState::externalId).containsExactly("ZCLOSED", "ZOPEN");
        assertThat(all.get(0).values().asMap())
                .containsEntry("name", "zclosed.test")
                .containsEntry("comment", "One of ours")
                .containsEntry("hidden", List.of("nameServers", "network", "tags"))
                .doesNotContainKeys("nameServers", "tags");
        assertThat(all.get(1).values().asMap())
                .containsEntry("nameServers", List.of("ns1.test"))
                .doesNotContainKey("hidden");
    }

    @Test
    void aZoneThatGoesWhileItIsListedIsLeftOut() throws Exception {
        aws.on("ListHostedZones", zones("", zone("ZGONE", ""), zone("ZOPEN", "")))
                .refuse("GetHostedZone", "/ZGONE", 404, "NoSuchHostedZone");
        known("ZOPEN");

        assertThat(driver.discover(Route53.ZONE, 100))
                .extracting(ResourceState::externalId)
                .containsExactly("ZOPEN");
    }

    private static String records(String next, String... sets) {
        return "<ListResourceRecordSetsResponse><ResourceRecordSets>" + String.join("", sets)
                + "</ResourceRecordSets><IsTruncated>" + !next.isEmpty() + "</IsTruncated>" + next
                + "<MaxItems>2</MaxItems></ListResourceRecordSetsResponse>";
    }

    private static String weighted(String identifier) {
        return "<ResourceRecordSet><Name>www.z1.test.</Name><Type>A</Type><SetIdentifier>" + identifier
                + "</SetIdentifier><Weight>1</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.0.0.1</Value>"
                + "</ResourceRecord></ResourceRecords></ResourceRecordSet>";
    }

    private static String goesOn(String identifier) {
        return "<NextRecordName>www.z1.test.</NextRecordName><NextRecordType>A</NextRecordType><NextRecordIdentifier>"
                + identifier + "</NextRecordIdentifier>";
    }

    @Test
    void recordsOfOneNameAndTypeThatAreOnTwoPagesAreEachListedOnce() throws Exception {
        aws.on("ListHostedZones", zones("", zone("Z1", "")))
                .on("ListResourceRecordSets", records(goesOn("two"), weighted("one")))
                .on("ListResourceRecordSets", records(goesOn("three"), weighted("two")))
                .on("ListResourceRecordSets", records("", weighted("three")));

        assertThat(driver.discover(Route53.RECORD, 1))
                .extracting(ResourceState::externalId)
                .containsExactly("Z1/A/www.z1.test/one", "Z1/A/www.z1.test/two", "Z1/A/www.z1.test/three");
        assertThat(aws.asked("ListResourceRecordSets").stream().map(request -> request.get("identifier")))
                .containsExactly(null, "two", "three");
    }

    @Test
    void recordsOfAZoneThatMayNotBeReadAreAGapAndThoseOfOneThatIsGoneAreNone() throws Exception {
        aws.on("ListHostedZones", zones("ZGONE", zone("ZCLOSED", "")))
                .on("ListHostedZones", zones("Z1", zone("ZGONE", "")))
                .on("ListHostedZones", zones("", zone("Z1", "")))
                .refuse("ListResourceRecordSets", "/ZCLOSED", 403, "AccessDenied")
                .refuse("ListResourceRecordSets", "/ZGONE", 404, "NoSuchHostedZone")
                .on("ListResourceRecordSets", "/Z1", records("", weighted("one")));
        Discoverer records = (Discoverer) driver.handler(Route53.RECORD);

        Found closed = records.discover(Optional.empty(), 100, FakeOperationContext.create());
        assertThat(closed.complete()).isFalse();
        Found gone = records.discover(closed.next(), 100, FakeOperationContext.create());
        assertThat(gone).isEqualTo(new Found(List.of(), gone.next(), true));
        Found last = records.discover(gone.next(), 100, FakeOperationContext.create());
        assertThat(last.states()).hasSize(1);
        assertThat(last.next()).isEmpty();
    }

    @Test
    void aZoneWhoseAnswerWasLostIsFoundByTheReferenceOfItsMaker() throws Exception {
        aws.on(
                        "ListHostedZonesByName",
                        "<ListHostedZonesByNameResponse><HostedZones/><IsTruncated>false</IsTruncated>"
                                + "<MaxItems>100</MaxItems></ListHostedZonesByNameResponse>")
                .hangUp("CreateHostedZone");
        Values wanted = Values.of("name", "z1.test");
        Change change = new Change(
                Change.Kind.CREATE,
                new ResourceRef(item, Optional.empty(), "z1.test", wanted),
                Values.empty(),
                wanted,
                Optional.empty());

        Step step = driver.handler(Route53.ZONE).apply(change, FakeOperationContext.keyed("k"));
        assertThat(((Step.Failed) step).cause().category()).isEqualTo(Category.TRANSIENT);
        String sent = aws.asked("CreateHostedZone").get(0).get(Wire.BODY);
        String reference = sent.substring(sent.indexOf("<CallerReference>") + 17, sent.indexOf("</CallerReference>"));
        aws.forget("ListHostedZonesByName")
                .on(
                        "ListHostedZonesByName",
                        "<ListHostedZonesByNameResponse><HostedZones>"
                                + zone("Z1", "").replace(">r<", ">" + reference + "<")
                                + "</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>"
                                + "</ListHostedZonesByNameResponse>")
                .on("ChangeTagsForResource", "<ChangeTagsForResourceResponse/>");
        known("Z1");

        assertThat(ProviderDriver.done(driver.handler(Route53.ZONE).apply(change, FakeOperationContext.keyed("k")))
                        .externalId())
                .isEqualTo("Z1");
        assertThat(aws.asked("CreateHostedZone")).hasSize(1);
    }

    @Test
    void aRequestThatComesBeforeTheLastIsDoneIsThrottledAndSoIsOneTooMuch() {
        for (Map.Entry<String, Integer> refusal :
                Map.of("PriorRequestNotComplete", 400, "Throttling", 400).entrySet()) {
            aws.forget("ListHostedZones").refuse("ListHostedZones", refusal.getValue(), refusal.getKey());
            assertThatThrownBy(() -> driver.discover(Route53.ZONE, 100))
                    .as(refusal.getKey())
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            thrown -> assertThat(thrown.category()).isEqualTo(Category.THROTTLED));
        }
    }
}
