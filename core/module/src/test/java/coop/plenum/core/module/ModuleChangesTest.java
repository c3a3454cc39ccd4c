package coop.plenum.core.module;

import static coop.plenum.core.module.TestPlatform.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.module.InstallPlan;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.api.module.Module;
import coop.plenum.api.module.ModuleRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing, changing and removing modules that behave. */
class ModuleChangesTest {
    @TempDir
    Path folder;

    private TestPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new TestPlatform(folder).start();
    }

    @AfterEach
    void coreWasLeftAloneAndAllEnds() throws Exception {
        assertThat(platform.coreStops.get()).isZero();
        platform.end();
    }

    private PlenumException refused(ModuleRequest request) {
        return catchThrowableOfType(
                PlenumException.class, () -> platform.service().execute(ADMIN, request, Optional.empty()));
    }

    @Test
    void anInstalledModuleRunsWithItsPermissionsAndTypes() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0")
                .code("quiet")
                .permission("quiet.shout")
                .type("quiet.thing"));
        InstallPlan plan = platform.plan(Kind.INSTALL, "quiet");
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.permissionsAdded()).containsExactly("quiet.shout");
        assertThat(plan.typesAdded()).containsExactly("quiet.thing");
        assertThat(plan.steps())
                .containsExactly(new InstallPlan.Step(Kind.INSTALL, "quiet", "", "1.0.0", "", "CN=Publisher"));

        Module module = platform.service()
                .execute(ADMIN, ModuleRequest.install("quiet"), Optional.of(plan.digest()))
                .orElseThrow();

        assertThat(module.state()).isEqualTo(Module.State.ACTIVE);
        assertThat(module.title()).isEqualTo("The quiet");
        assertThat(module.description()).isEqualTo("A test, no more");
        assertThat(module.signer()).contains("CN=Publisher");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.shout");
        assertThat(platform.contentTypes.find("quiet.thing")).isPresent();
        assertThat(platform.audit.said()).containsExactly("module.install quiet SUCCESS");
        assertThat(platform.audit.events.get(0).afterDigest()).contains(module.digest());
        assertThat(platform.eventTypes()).containsExactly("module.installing", "module.installed");
        assertThat(platform.openJournal()).isEmpty();
    }

    @Test
    void aModuleBringsTheOnesItNeeds() throws Exception {
        platform.offer(
                TestModule.of("base", "1.2.0").exports("api", "1.2.0"),
                TestModule.of("named", "1.0.0").code("quiet"),
                TestModule.of("user", "1.0.0")
                        .code("user")
                        .imports("api", "[1.0,2)")
                        .requires("named"));
        InstallPlan plan = platform.plan(Kind.INSTALL, "user");
        assertThat(plan.steps()).extracting(InstallPlan.Step::module).containsExactly("base", "named", "user");

        platform.install("user");

        assertThat(platform.active()).containsExactly("test.base 1.2.0", "test.named 1.0.0", "test.user 1.0.0");
        assertThat(platform.audit.said())
                .containsExactly(
                        "module.install base SUCCESS", "module.install named SUCCESS", "module.install user SUCCESS");
        assertThat(platform.service().find(ADMIN, "user").orElseThrow().requires())
                .containsExactly("named");
    }

    @Test
    void aMissingPackageIsNamedAndNothingIsInstalled() throws Exception {
        platform.offer(
                TestModule.of("base", "1.0.0").exports("api", "2.1.0"),
                TestModule.of("user", "1.0.0").code("user").imports("api", "[1.0,2)"));
        PlenumException refusal = refused(ModuleRequest.install("user"));
        assertThat(refusal.code()).isEqualTo("install-refused");
        assertThat(refusal)
                .hasMessage("The module user 1.0.0 needs the package coop.plenum.core.module.sample.api version"
                        + " [1.0.0,2.0.0), which nothing offers.");
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.audit.said()).containsExactly("module.install user FAILURE");
    }

    @Test
    void aMissingModuleIsNamedThroughTheOneThatNeedsIt() throws Exception {
        platform.offer(
                TestModule.of("infrastructure-user", "1.0.0").requires("middle"),
                TestModule.of("middle", "1.0.0").requires("infrastructure"));
        assertThat(platform.plan(Kind.INSTALL, "infrastructure-user").refusals())
                .containsExactly(
                        "The module middle 1.0.0 needs the module infrastructure, which is not in the catalog.");
    }

    @Test
    void anUnknownModuleIsMissing() {
        assertThat(refused(ModuleRequest.install("nothing")).code()).isEqualTo("module-not-found");
        assertThat(refused(ModuleRequest.uninstall("nothing")).code()).isEqualTo("module-not-found");
    }

    @Test
    void anUninstalledModuleLeavesOnlyItsContent() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0")
                .code("quiet")
                .permission("quiet.shout")
                .type("quiet.thing"));
        platform.install("quiet");

        assertThat(platform.change(Kind.UNINSTALL, "quiet")).isEmpty();

        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.permissions.of("quiet")).isEmpty();
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isTrue();
        assertThat(folder.resolve("modules/store")).isEmptyDirectory();
        assertThat(platform.audit.said()).endsWith("module.uninstall quiet SUCCESS");
        assertThat(platform.eventTypes()).endsWith("module.uninstalled");
    }

    @Test
    void aPurgeTakesTheContentToo() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet").type("quiet.thing"));
        platform.install("quiet");
        platform.service()
                .execute(ADMIN, new ModuleRequest(Kind.UNINSTALL, "quiet", Optional.empty(), true), Optional.empty());
        assertThat(platform.contentTypes.all()).isEmpty();
    }

    @Test
    void aModuleThatOthersNeedStaysAndTheyAreNamed() throws Exception {
        platform.offer(
                TestModule.of("base", "1.0.0").exports("api", "1.0.0"),
                TestModule.of("user", "1.0.0").code("user").imports("api", "[1.0,2)"));
        platform.install("user");
        for (Kind kind : new Kind[] {Kind.UNINSTALL, Kind.DISABLE}) {
            PlenumException refusal = refused(new ModuleRequest(kind, "base", Optional.empty(), false));
            assertThat(refusal.code()).isEqualTo("install-refused");
            assertThat(refusal).hasMessageStartingWith("The module user needs base. ");
        }
        assertThat(platform.active()).containsExactly("test.base 1.0.0", "test.user 1.0.0");
    }

    @Test
    void aDisabledModuleComesBackWhenEnabled() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0")
                .code("quiet")
                .permission("quiet.shout")
                .type("quiet.thing"));
        platform.install("quiet");
        platform.change(Kind.DISABLE, "quiet");
        assertThat(platform.state("quiet")).isEqualTo(Module.State.DISABLED);
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.permissions.of("quiet")).isEmpty();

        platform.change(Kind.ENABLE, "quiet");
        assertThat(platform.state("quiet")).isEqualTo(Module.State.ACTIVE);
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.shout");
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isFalse();
    }

    @Test
    void aModuleThatNeedsADisabledOneSaysSo() throws Exception {
        platform.offer(
                TestModule.of("named", "1.0.0").code("quiet"),
                TestModule.of("user", "1.0.0").requires("named"));
        platform.install("named");
        platform.change(Kind.DISABLE, "named");
        assertThat(platform.plan(Kind.INSTALL, "user").refusals())
                .containsExactly("The module user 1.0.0 needs the module named, which is installed but disabled."
                        + " Enable it first.");
    }

    @Test
    void anUpgradeRestartsWhatUsesTheModuleAndCanBeTakenBack() throws Exception {
        platform.offer(
                TestModule.of("base", "1.0.0").exports("api", "1.0.0"),
                TestModule.of("user", "1.0.0").code("user").imports("api", "[1.0,2)"));
        platform.install("user");
        platform.offer(TestModule.of("base", "1.1.0").exports("api", "1.1.0").permission("base.new"));

        InstallPlan plan = platform.plan(Kind.UPGRADE, "base");
        assertThat(plan.stopped()).containsExactly("user");
        assertThat(plan.permissionsAdded()).containsExactly("base.new");
        platform.asPlanned(Kind.UPGRADE, "base");
        assertThat(platform.active()).containsExactly("test.base 1.1.0", "test.user 1.0.0");
        assertThat(platform.moduleBundles()).isEqualTo(2);

        platform.change(Kind.DOWNGRADE, "base");
        assertThat(platform.active()).containsExactly("test.base 1.0.0", "test.user 1.0.0");
        assertThat(platform.permissions.of("base")).isEmpty();
        assertThat(platform.state("user")).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void anotherPublisherAsksAgain() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet"));
        platform.install("quiet");
        Signing.STRANGER.trustedIn(platform.folder.resolve("trust"));
        TestModule.of("quiet", "1.1.0").code("quiet").build(platform.catalog, Signing.STRANGER);
        platform.index();

        InstallPlan plan = platform.plan(Kind.UPGRADE, "quiet");
        PlenumException unseen = refused(new ModuleRequest(Kind.UPGRADE, "quiet", Optional.empty(), false));
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.steps())
                .containsExactly(
                        new InstallPlan.Step(Kind.UPGRADE, "quiet", "1.0.0", "1.1.0", "CN=Publisher", "CN=Stranger"));
        assertThat(plan.questions())
                .containsExactly(
                        "The installed quiet 1.0.0 was signed by CN=Publisher, 1.1.0 is signed by CN=Stranger.");
        assertThat(unseen.code()).isEqualTo("plan-required");
        assertThat(unseen.violations())
                .extracting(PlenumException.Violation::code)
                .containsExactly("publisher-changed");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");

        platform.asPlanned(Kind.UPGRADE, "quiet");
        assertThat(platform.active()).containsExactly("test.quiet 1.1.0");
        assertThat(platform.plan(Kind.DOWNGRADE, "quiet").questions())
                .as("the way back is asked for as well")
                .hasSize(1);
    }

    @Test
    void aNewPermissionAsksAgain() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet").permission("quiet.do"));
        platform.install("quiet");
        platform.offer(TestModule.of("quiet", "1.1.0").code("quiet").permission("quiet.do"));
        platform.change(Kind.UPGRADE, "quiet");
        platform.offer(TestModule.of("quiet", "1.2.0").code("quiet").permission("quiet.more"));

        PlenumException unseen = refused(new ModuleRequest(Kind.UPGRADE, "quiet", Optional.empty(), false));
        assertThat(unseen.code()).isEqualTo("plan-required");
        assertThat(unseen)
                .hasMessageContaining("quiet 1.2.0 brings permissions that 1.1.0 does not have: quiet.more.")
                .hasMessageContaining("\"plan\"");
        assertThat(platform.active()).containsExactly("test.quiet 1.1.0");

        platform.asPlanned(Kind.UPGRADE, "quiet");
        assertThat(platform.active()).containsExactly("test.quiet 1.2.0");
        platform.change(Kind.DISABLE, "quiet");
        platform.change(Kind.ENABLE, "quiet");
    }

    @Test
    void anUpgradeThatWouldBreakAnotherModuleIsRefused() throws Exception {
        platform.offer(
                TestModule.of("base", "1.0.0").exports("api", "1.0.0"),
                TestModule.of("user", "1.0.0").code("user").imports("api", "[1.0,2)"));
        platform.install("user");
        platform.offer(TestModule.of("base", "2.0.0").exports("api", "2.0.0"));
        assertThat(platform.plan(Kind.UPGRADE, "base").refusals())
                .containsExactly("The installed test.user 1.0.0 needs the package"
                        + " coop.plenum.core.module.sample.api version [1.0.0,2.0.0), which nothing offers.");
        assertThat(platform.active()).containsExactly("test.base 1.0.0", "test.user 1.0.0");
    }

    @Test
    void anInstallMayUpgradeWhatItNeedsNewer() throws Exception {
        platform.offer(TestModule.of("base", "1.0.0").exports("api", "1.0.0"));
        platform.install("base");
        platform.offer(
                TestModule.of("base", "1.5.0").exports("api", "1.5.0"),
                TestModule.of("user", "1.0.0").code("user").imports("api", "[1.5,2)"));
        assertThat(platform.plan(Kind.INSTALL, "user").steps())
                .extracting(InstallPlan.Step::kind)
                .containsExactly(Kind.UPGRADE, Kind.INSTALL);
        platform.install("user");
        assertThat(platform.active()).containsExactly("test.base 1.5.0", "test.user 1.0.0");
    }

    @Test
    void theSameModuleIsNotInstalledTwice() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet"));
        platform.install("quiet");
        assertThat(refused(ModuleRequest.install("quiet"))).hasMessageContaining("installed already");
        assertThat(refused(new ModuleRequest(Kind.UPGRADE, "quiet", Optional.empty(), false)))
                .hasMessageContaining("nothing newer");
    }

    @Test
    void aPlanThatIsNoLongerTrueIsRefused() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet"));
        String seen = platform.plan(Kind.INSTALL, "quiet").digest();
        platform.offer(TestModule.of("quiet", "1.0.1").code("quiet"));
        PlenumException refusal = catchThrowableOfType(
                PlenumException.class,
                () -> platform.service().execute(ADMIN, ModuleRequest.install("quiet"), Optional.of(seen)));
        assertThat(refusal.code()).isEqualTo("plan-changed");
    }

    @Test
    void aPermissionOrTypeOfAnotherOwnerIsRefused() throws Exception {
        platform.offer(
                TestModule.of("one", "1.0.0").permission("one.do").type("one.thing"),
                TestModule.of("two", "1.0.0").permission("one.do").type("one.thing"));
        platform.install("one");
        assertThat(platform.plan(Kind.INSTALL, "two").refusals())
                .containsExactly(
                        "two declares the permission one.do, which belongs to one.",
                        "two brings the content type one.thing, which belongs to one.");
    }

    @Test
    void aModuleThatPosesAsACoreBundleIsRefused() throws Exception {
        platform.offer(
                TestModule.of("fake", "9.0.0").code("quiet").header("Bundle-SymbolicName", "org.apache.felix.scr"));
        assertThat(platform.plan(Kind.INSTALL, "fake").refusals())
                .containsExactly("fake 9.0.0 has the symbolic name org.apache.felix.scr of a core bundle.");
    }

    @Test
    void aChangeThatWouldRestartACoreBundleIsRefused() throws Exception {
        platform.offer(TestModule.of("base", "1.0.0").exports("api", "1.0.0"));
        platform.install("base");
        Path core = TestModule.of("core", "1.0.0")
                .code("user")
                .imports("api", "[1.0,2)")
                .build(platform.build);
        platform.framework
                .getBundleContext()
                .installBundle(core.toUri().toString())
                .start();
        platform.offer(TestModule.of("base", "1.1.0").exports("api", "1.1.0"));
        for (Kind kind : new Kind[] {Kind.UNINSTALL, Kind.DISABLE, Kind.UPGRADE}) {
            InstallPlan plan = platform.plan(kind, "base");
            assertThat(plan.refreshedCore()).containsExactly("test.core");
            assertThat(refused(new ModuleRequest(kind, "base", Optional.empty(), false)))
                    .hasMessageContaining("The core would be restarted: test.core.");
        }
        assertThat(platform.active()).containsExactly("test.base 1.0.0");
    }

    @Test
    void aDeniedCallerChangesNothing() throws Exception {
        platform.offer(TestModule.of("quiet", "1.0.0").code("quiet"));
        platform.access.denied.add("module.manage");
        assertThat(refused(ModuleRequest.install("quiet")).code()).isEqualTo("access-denied");
        assertThat(platform.moduleBundles()).isZero();
    }

    @Test
    void theCatalogShowsTheNewestVersionOfEach() throws Exception {
        platform.offer(
                TestModule.of("quiet", "1.9.0").code("quiet"),
                TestModule.of("quiet", "1.10.0").code("quiet"));
        assertThat(platform.service().catalog(ADMIN))
                .singleElement()
                .satisfies(entry -> assertThat(entry.version()).isEqualTo("1.10.0"));
    }
}
