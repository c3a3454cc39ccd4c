package coop.plenum.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
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
import software.amazon.awssdk.services.iam.IamClient;

/** What IAM does and moto does not, told by a hand-written server in the forms of the published API. */
class IamWireTest {
    private static final Values ROLE =
            Values.of("trustPolicy", Map.of("Version", "2012-10-17", "Statement", List.of(Map.of("Effect", "Allow"))));
    private static final Values PROFILE = Values.of("role", "external:aws.role:web");
    private final UUID item = UUID.randomUUID();
    private Wire aws;
    private ProviderDriver driver;

    @BeforeEach
    void connect() throws Exception {
        aws = new Wire(IamClient.class);
        driver = new ProviderDriver(new AwsProviderFactory(List.of(new IamService()))
                .connect(
                        Accounts.lasting(aws.endpoint(), List.of("eu-west-1")),
                        new FakeConnectionContext(Accounts.LASTING)));
    }

    @AfterEach
    void close() {
        driver.close();
        aws.close();
    }

    private static String role(String name) {
        return "<Role><Path>/</Path><RoleName>" + name + "</RoleName><RoleId>AROA" + name
                + "</RoleId><Arn>arn:aws:iam::1:role/" + name
                + "</Arn><CreateDate>2026-11-26T10:00:00Z</CreateDate></Role>";
    }

    private static String member(String name) {
        return role(name).replace("<Role>", "<member>").replace("</Role>", "</member>");
    }

    private static String profile(String roles) {
        return "<InstanceProfile><Path>/</Path><InstanceProfileName>web</InstanceProfileName><InstanceProfileId>AIPA"
                + "</InstanceProfileId><Arn>arn:aws:iam::1:instance-profile/web</Arn><CreateDate>2026-11-26T10:00:00Z"
                + "</CreateDate><Roles>" + roles + "</Roles></InstanceProfile>";
    }

    private Wire result(String action, String body) {
        return aws.on(action, "<" + action + "Result>" + body + "</" + action + "Result>");
    }

    private Step apply(Change.Kind kind, String type, Values before, Values after, Optional<String> token)
            throws Exception {
        Optional<String> id = kind == Change.Kind.CREATE ? Optional.empty() : Optional.of("web");
        return driver.handler(type)
                .apply(
                        new Change(kind, new ResourceRef(item, id, "web", after), before, after, token),
                        FakeOperationContext.keyed("k"));
    }

    private Step create(String type, Values wanted, Optional<String> token) throws Exception {
        return apply(Change.Kind.CREATE, type, Values.empty(), wanted, token);
    }

    private static Optional<String> token(Step step) {
        assertThat(step).isInstanceOf(Step.Pending.class);
        return Optional.of(((Step.Pending) step).resumeToken());
    }

    /** The same token as it will be when all patience has come to its end. */
    private static Optional<String> muchLater(Step step) {
        return token(step).map(token -> token.replaceFirst(":\\d+:", ":1000000000:"));
    }

    private static ProviderException failure(Step step) {
        assertThat(step).isInstanceOf(Step.Failed.class);
        return ((Step.Failed) step).cause();
    }

    private void unknownPrincipal(String action) {
        aws.refuse(
                action,
                "",
                400,
                "MalformedPolicyDocument",
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::1:role/new\"",
                Map.of());
    }

    private void known() {
        result("GetRole", role("web"));
        result("ListAttachedRolePolicies", "<AttachedPolicies/><IsTruncated>false</IsTruncated>");
    }

    @Test
    void aRoleThatMayNotBeReadIsListedWithoutItsDetailsBesideTheOthers() throws Exception {
        result("ListRoles", "<Roles>" + member("web") + member("hidden") + "</Roles><IsTruncated>false</IsTruncated>");
        result("GetRole", role("web"));
        result(
                "ListAttachedRolePolicies",
                "<AttachedPolicies><member><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member>"
                        + "</AttachedPolicies><IsTruncated>false</IsTruncated>");
        aws.refuse("GetRole", "hidden", 403, "AccessDenied");

        Discoverer.Found found = found("aws.role");
        assertThat(found.states()).extracting(ResourceState::externalId).containsExactly("web", "hidden");
        assertThat(found.states().get(0).values().list("policies")).hasSize(1);
        assertThat(found.states().get(1).values().text("arn")).contains("arn:aws:iam::1:role/hidden");
        assertThat(found.states().get(1).values().has("policies")).isFalse();
        assertThat(found.complete()).as("the report says that it has gaps").isFalse();
    }

    @Test
    void aRoleWhosePoliciesMayNotBeListedIsReadWithoutThem() throws Exception {
        result("ListRoles", "<Roles>" + member("web") + "</Roles><IsTruncated>false</IsTruncated>");
        result("GetRole", role("web"));
        aws.refuse("ListAttachedRolePolicies", 403, "AccessDenied");

        Discoverer.Found found = found("aws.role");
        assertThat(found.states()).extracting(ResourceState::externalId).containsExactly("web");
        assertThat(found.states().get(0).values().has("policies")).isFalse();
    }

    @Test
    void anInstanceProfileThatMayNotBeReadIsListedWithoutItsTags() throws Exception {
        result(
                "ListInstanceProfiles",
                "<InstanceProfiles>" + profile("").replace("InstanceProfile>", "member>")
                        + "</InstanceProfiles><IsTruncated>false</IsTruncated>");
        aws.refuse("GetInstanceProfile", 403, "AccessDenied");

        Discoverer.Found found = found("aws.instance-profile");
        assertThat(found.states()).extracting(ResourceState::externalId).containsExactly("web");
        assertThat(found.complete()).isFalse();
    }

    private Discoverer.Found found(String type) throws Exception {
        return ((Discoverer) driver.handler(type)).discover(Optional.empty(), 100, FakeOperationContext.create());
    }

    @Test
    void aRoleIsTriedAgainWhileThoseWhomItTrustsAreNotKnownEverywhere() throws Exception {
        aws.refuse("GetRole", 404, "NoSuchEntity").refuse("GetRole", 404, "NoSuchEntity");
        unknownPrincipal("CreateRole");
        result("CreateRole", role("web"));
        known();

        Step step = create(Iam.ROLE, ROLE, Optional.empty());
        assertThat(((Step.Pending) step).message()).contains("Invalid principal in policy");
        assertThat(ProviderDriver.done(create(Iam.ROLE, ROLE, token(step))).externalId())
                .isEqualTo("web");
        assertThat(aws.asked("CreateRole")).hasSize(2);
    }

    @Test
    void whomNobodyKnowsAfterMinutesIsToldAsIamDoes() throws Exception {
        aws.refuse("GetRole", 404, "NoSuchEntity");
        unknownPrincipal("CreateRole");

        Step step = create(Iam.ROLE, ROLE, Optional.empty());
        ProviderException failure = failure(create(Iam.ROLE, ROLE, muchLater(step)));
        assertThat(failure.code()).isEqualTo("unknown-principal");
        assertThat(failure.category()).isEqualTo(Category.USER);
        assertThat(failure).hasMessageContaining("role/new");
    }

    @Test
    void aPolicyThatIsWrongInItselfFailsAtOnce() throws Exception {
        aws.refuse("GetRole", 404, "NoSuchEntity").refuse("CreateRole", 400, "MalformedPolicyDocument");
        assertThat(failure(create(Iam.ROLE, ROLE, Optional.empty())).category()).isEqualTo(Category.USER);
    }

    @Test
    void anotherTrustPolicyIsTriedAgainInTheSameWay() throws Exception {
        known();
        unknownPrincipal("UpdateAssumeRolePolicy");
        aws.on("UpdateAssumeRolePolicy", "");

        Step step = apply(Change.Kind.UPDATE, Iam.ROLE, Values.empty(), ROLE, Optional.empty());
        assertThat(apply(Change.Kind.UPDATE, Iam.ROLE, Values.empty(), ROLE, token(step)))
                .isInstanceOf(Step.Done.class);
        assertThat(aws.asked("UpdateAssumeRolePolicy")).hasSize(2);
    }

    @Test
    void aProfileGetsItsRoleOnceIamKnowsThat() throws Exception {
        aws.refuse("GetInstanceProfile", 404, "NoSuchEntity");
        result("CreateInstanceProfile", profile(""));
        result("GetInstanceProfile", profile(""));
        aws.refuse("AddRoleToInstanceProfile", 404, "NoSuchEntity").on("AddRoleToInstanceProfile", "");

        Step step = create(Iam.INSTANCE_PROFILE, PROFILE, Optional.empty());
        assertThat(ProviderDriver.done(create(Iam.INSTANCE_PROFILE, PROFILE, token(step)))
                        .externalId())
                .isEqualTo("web");
        assertThat(aws.asked("AddRoleToInstanceProfile")).hasSize(2);
        assertThat(aws.asked("CreateInstanceProfile")).hasSize(1);

        aws.forget("AddRoleToInstanceProfile").refuse("AddRoleToInstanceProfile", 404, "NoSuchEntity");
        assertThat(failure(create(Iam.INSTANCE_PROFILE, PROFILE, muchLater(step)))
                        .category())
                .isEqualTo(Category.MISSING);
    }

    @Test
    void aNewRoleThatIamDoesNotKnowYetIsWaitedFor() throws Exception {
        aws.refuse("GetRole", 404, "NoSuchEntity").refuse("GetRole", 404, "NoSuchEntity");
        result("CreateRole", role("web"));
        known();

        Step step = create(Iam.ROLE, ROLE, Optional.empty());
        assertThat(((Step.Pending) step).message()).contains("does not know the new role");
        assertThat(create(Iam.ROLE, ROLE, token(step))).isInstanceOf(Step.Done.class);
    }

    @Test
    void pagesGoOnAtTheMarkerAndARoleThatGoesMeanwhileIsLeftOut() throws Exception {
        result(
                "ListRoles",
                "<Roles>" + member("one") + member("gone")
                        + "</Roles><IsTruncated>true</IsTruncated><Marker>a/+=</Marker>");
        result("ListRoles", "<Roles>" + member("two") + "</Roles><IsTruncated>false</IsTruncated>");
        for (String name : List.of("one", "two")) {
            aws.on("GetRole", name, "<GetRoleResult>" + role(name) + "</GetRoleResult>");
        }
        aws.refuse("GetRole", "gone", 404, "NoSuchEntity");
        result("ListAttachedRolePolicies", "<AttachedPolicies/><IsTruncated>false</IsTruncated>");

        assertThat(driver.discover(Iam.ROLE, 100))
                .extracting(ResourceState::externalId)
                .containsExactly("one", "two");
        assertThat(aws.asked("ListRoles").stream().map(request -> request.get("Marker")))
                .containsExactly(null, "a/+=");
    }

    @Test
    void whatIamRefusesIsToldApart() throws Exception {
        for (Map.Entry<String, String> expected : Map.of(
                        "Throttling", "throttled",
                        "LimitExceeded", "quota-exceeded",
                        "EntityAlreadyExists", "wrong-state",
                        "ConcurrentModification", "request-refused",
                        "AccessDenied", "insufficient-privilege")
                .entrySet()) {
            aws.forget("GetRole").refuse("GetRole", 404, "NoSuchEntity");
            aws.forget("CreateRole").refuse("CreateRole", 400, expected.getKey());
            assertThat(failure(create(Iam.ROLE, ROLE, Optional.empty())).code())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }
}
