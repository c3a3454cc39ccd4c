package coop.plenum.aws.elb;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.test.Wire;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** What ELB does and moto does not, told by a hand-written server in the forms of the published API. */
class ElbWireTest {
    private static final String ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:";
    private static final String WEB = ARN + "loadbalancer/app/web/0";
    private final UUID item = UUID.randomUUID();
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(ElasticLoadBalancingV2Client.class);
        driver = ElbAccount.connect(aws.endpoint(), new ElbService());
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private void result(String action, String body) {
        aws.on(action, "<" + action + "Result>" + body + "</" + action + "Result>");
    }

    private static String balancer(String arn, String state, String reason) {
        return "<member><LoadBalancerArn>" + arn
                + "</LoadBalancerArn><LoadBalancerName>web</LoadBalancerName><State><Code>" + state + "</Code>"
                + (reason.isEmpty() ? "" : "<Reason>" + reason + "</Reason>") + "</State></member>";
    }

    private void balancers(String... balancers) {
        result("DescribeLoadBalancers", "<LoadBalancers>" + String.join("", balancers) + "</LoadBalancers>");
    }

    private void tagged(Map<String, String> tags, String... arns) {
        String set = tags.entrySet().stream()
                .map(tag -> "<member><Key>" + tag.getKey() + "</Key><Value>" + tag.getValue() + "</Value></member>")
                .collect(Collectors.joining());
        result(
                "DescribeTags",
                List.of(arns).stream()
                        .map(arn -> "<member><ResourceArn>" + arn + "</ResourceArn><Tags>" + set + "</Tags></member>")
                        .collect(Collectors.joining("", "<TagDescriptions>", "</TagDescriptions>")));
    }

    private void settings() {
        result("DescribeLoadBalancerAttributes", "<Attributes/>");
    }

    private Step create(Optional<String> token) throws Exception {
        Values wanted = Values.of("subnets", List.of("external:aws.subnet:eu-west-1/subnet-1"));
        return driver.handler(Types.LOAD_BALANCER)
                .apply(
                        new Change(
                                Change.Kind.CREATE,
                                new ResourceRef(item, Optional.empty(), "web", wanted),
                                Values.empty(),
                                wanted,
                                token),
                        FakeOperationContext.keyed("k"));
    }

    private static Optional<String> token(Step step) {
        assertThat(step).isInstanceOf(Step.Pending.class);
        return Optional.of(((Step.Pending) step).resumeToken());
    }

    private static ProviderException failure(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    @Test
    void aNewLoadBalancerIsWaitedForWhileItIsUnknownAndBeingProvisioned() throws Exception {
        aws.refuse("DescribeLoadBalancers", 400, "LoadBalancerNotFound");
        result("CreateLoadBalancer", "<LoadBalancers>" + balancer(WEB, "provisioning", "") + "</LoadBalancers>");
        aws.refuse("DescribeLoadBalancers", 400, "LoadBalancerNotFound");
        balancers(balancer(WEB, "provisioning", ""));
        balancers(balancer(WEB, "active", ""));
        tagged(Map.of(), WEB);
        settings();

        Step step = create(Optional.empty());
        assertThat(((Step.Pending) step).message()).contains("does not know the new load balancer");
        step = create(token(step));
        assertThat(((Step.Pending) step).message()).contains("provisioning");
        assertThat(ProviderDriver.done(create(token(step))).externalId()).isEqualTo("eu-west-1/" + WEB);
        assertThat(aws.asked("CreateLoadBalancer"))
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .containsEntry("Scheme", "internet-facing")
                        .containsValue("plenum:key")
                        .containsValue(item.toString()));
    }

    @Test
    void whatSomebodyElseHasIsNotTakenThoughElbWouldAnswerWithItToACreate() throws Exception {
        balancers(balancer(WEB, "active", ""));
        tagged(Map.of("owner", "others"), WEB);
        settings();

        assertThat(failure(create(Optional.empty())).code()).isEqualTo("wrong-state");
        assertThat(aws.asked("CreateLoadBalancer")).isEmpty();
    }

    @Test
    void aLoadBalancerThatCouldNotBeMadeFailsWithTheReasonOfElb() throws Exception {
        aws.refuse("DescribeLoadBalancers", 400, "LoadBalancerNotFound");
        result("CreateLoadBalancer", "<LoadBalancers>" + balancer(WEB, "provisioning", "") + "</LoadBalancers>");
        balancers(balancer(WEB, "failed", "No room."));
        tagged(Map.of(), WEB);
        settings();

        assertThat(failure(create(Optional.empty()))).hasMessageContaining("No room.");
    }

    @Test
    void tagsAreAskedForTwentyAtATime() throws Exception {
        String[] arns = IntStream.range(0, 45).mapToObj(i -> WEB + i).toArray(String[]::new);
        balancers(List.of(arns).stream().map(arn -> balancer(arn, "active", "")).toArray(String[]::new));
        tagged(Map.of("env", "test"), arns);
        settings();

        List<ResourceState> all = driver.discover(Types.LOAD_BALANCER, 1000);
        assertThat(all)
                .hasSize(45)
                .allSatisfy(state -> assertThat(state.labels()).containsEntry("env", "test"));
        assertThat(aws.asked("DescribeTags"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(
                                request.keySet().stream().filter(name -> name.startsWith("ResourceArns.")))
                        .hasSizeLessThanOrEqualTo(20));
        assertThat(aws.asked("DescribeLoadBalancers").get(0)).containsEntry("PageSize", "400");
    }

    @Test
    void whatGoesWhileItIsListedIsLeftOutAndTheOthersAreListed() throws Exception {
        balancers(balancer(WEB + 1, "active", ""), balancer(WEB + 2, "active", ""));
        aws.refuse("DescribeTags", 400, "LoadBalancerNotFound").refuse("DescribeTags", 400, "LoadBalancerNotFound");
        tagged(Map.of(), WEB + 2);
        settings();

        assertThat(driver.discover(Types.LOAD_BALANCER, 1000))
                .extracting(ResourceState::externalId)
                .containsExactly("eu-west-1/" + WEB + 2);
    }

    @Test
    void targetsThatOnlyEndWhatTheyHaveBegunAreNoneAndUnhealthyOnesAreTold() throws Exception {
        String group = ARN + "targetgroup/web/1";
        result(
                "DescribeTargetGroups",
                "<TargetGroups><member><TargetGroupArn>" + group
                        + "</TargetGroupArn><TargetGroupName>web</TargetGroupName></member></TargetGroups>");
        tagged(Map.of(), group);
        result(
                "DescribeTargetHealth",
                "<TargetHealthDescriptions>" + target("i-1", "healthy") + target("i-2", "draining")
                        + target("10.0.0.7", "unhealthy") + "</TargetHealthDescriptions>");

        ResourceState state =
                driver.observe(Types.TARGET_GROUP, "eu-west-1/" + group).orElseThrow();
        assertThat(state.values().asMap())
                .containsEntry("instances", List.of("external:aws.instance:eu-west-1/i-1"))
                .containsEntry("targetAddresses", List.of("10.0.0.7"))
                .containsEntry("unhealthy", List.of("10.0.0.7"));
    }

    private static String target(String id, String state) {
        return "<member><Target><Id>" + id + "</Id></Target><TargetHealth><State>" + state
                + "</State></TargetHealth></member>";
    }

    @Test
    void listenersOfEachLoadBalancerAreListedPageByPage() throws Exception {
        balancers(balancer(WEB, "active", ""));
        String listener =
                "<Listeners><member><ListenerArn>" + ARN + "listener/app/web/0/%d</ListenerArn><LoadBalancerArn>" + WEB
                        + "</LoadBalancerArn><Port>%d</Port><Protocol>HTTP</Protocol></member></Listeners>%s";
        result("DescribeListeners", listener.formatted(1, 80, "<NextMarker>m</NextMarker>"));
        result("DescribeListeners", listener.formatted(2, 81, ""));
        tagged(Map.of(), ARN + "listener/app/web/0/1", ARN + "listener/app/web/0/2");

        assertThat(driver.discover(Types.LISTENER, 1000))
                .extracting(ResourceState::title)
                .containsExactly("HTTP 80", "HTTP 81");
        assertThat(aws.asked("DescribeListeners").stream().map(request -> request.get("Marker")))
                .containsExactly(null, "m");
    }

    @Test
    void whatElbRefusesIsToldApart() throws Exception {
        for (Map.Entry<String, String> expected : Map.of(
                        "Throttling", "throttled",
                        "TooManyLoadBalancers", "quota-exceeded",
                        "DuplicateLoadBalancerName", "wrong-state",
                        "SubnetNotFound", "not-found",
                        "OperationNotPermitted", "wrong-state",
                        "AccessDenied", "insufficient-privilege",
                        "InvalidConfigurationRequest", "request-refused")
                .entrySet()) {
            aws.refuse("DescribeLoadBalancers", 400, "LoadBalancerNotFound");
            aws.forget("CreateLoadBalancer").refuse("CreateLoadBalancer", 400, expected.getKey());
            assertThat(failure(create(Optional.empty())).code())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }
}
