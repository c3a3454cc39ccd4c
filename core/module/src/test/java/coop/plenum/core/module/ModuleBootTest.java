package coop.plenum.core.module;

import static coop.plenum.core.module.TestPlatform.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.api.module.Module;
import coop.plenum.core.module.state.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.condition.Condition;
import org.osgi.util.tracker.ServiceTracker;

/** Starting with modules: after a good end, a crash, several crashes. */
class ModuleBootTest {
    @TempDir
    Path folder;

    private TestPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new TestPlatform(folder).start();
        platform.offer(TestModule.of("quiet", "1.0.0")
                .code("quiet")
                .permission("quiet.do")
                .type("quiet.thing"));
    }

    @AfterEach
    void end() throws Exception {
        assertThat(platform.coreStops.get()).isZero();
        platform.end();
    }

    /** What a framework with an empty cache looks like. */
    private void wipe() throws Exception {
        for (Bundle bundle : platform.framework.getBundleContext().getBundles()) {
            if (bundle.getLocation().startsWith("plenum:")) {
                bundle.uninstall();
            }
        }
    }

    @Test
    void modulesComeBackAfterAnEmptiedCache() throws Exception {
        platform.install("quiet");
        platform.stop();
        wipe();
        platform.permissions.retract("quiet");
        platform.start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.do");
        assertThat(platform.state("quiet")).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void aBundleThatTheTableDoesNotWantGoes() throws Exception {
        platform.install("quiet");
        platform.stop();
        platform.database.write(sql -> sql.update("DELETE FROM module_state"));
        platform.start();
        assertThat(platform.moduleBundles()).isZero();
    }

    @Test
    void aDamagedStoredFileIsNamedAndNotStarted() throws Exception {
        platform.install("quiet");
        platform.stop();
        wipe();
        try (Stream<Path> jars = Files.list(folder.resolve("modules/store"))) {
            Path jar = jars.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(jar);
            bytes[bytes.length / 2] ^= 1;
            Files.write(jar, bytes);
        }
        platform.start();
        Module broken = platform.service().find(ADMIN, "quiet").orElseThrow();
        assertThat(broken.state()).isEqualTo(Module.State.BROKEN);
        assertThat(broken.problems()).singleElement().asString().contains("is damaged");
        assertThat(platform.moduleBundles()).isZero();
    }

    @Test
    void readinessIsAnnouncedAsACondition() throws Exception {
        BundleContext context = platform.framework.getBundleContext();
        ServiceTracker<?, ?> ready = new ServiceTracker<>(
                context,
                context.createFilter("(&(objectClass=" + Condition.class.getName() + ")(" + Condition.CONDITION_ID + "="
                        + JournaledModuleService.READY + "))"),
                null);
        ready.open();
        assertThat(ready.waitForService(10_000)).isNotNull();
        platform.stop();
        assertThat(ready.getService()).isNull();
        ready.close();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void anInstallThatWasCutOffIsUndoneAtTheNextStart(Step step) {
        platform.crashAt = step;
        assertThatThrownBy(() -> platform.install("quiet")).isInstanceOf(TestPlatform.Crash.class);
        platform.crash().start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.contentTypes.all()).isEmpty();
        assertThat(platform.permissions.of("quiet")).isEmpty();
        assertThat(platform.openJournal()).isEmpty();
        assertThat(platform.audit.said()).containsExactly("module.install quiet FAILURE");
        assertThat(platform.install("quiet").orElseThrow().state()).isEqualTo(Module.State.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void anUpgradeThatWasCutOffIsUndoneAtTheNextStart(Step step) throws Exception {
        platform.install("quiet");
        platform.offer(TestModule.of("quiet", "1.1.0")
                .code("quiet")
                .permission("quiet.more")
                .type("quiet.more"));
        platform.crashAt = step;
        assertThatThrownBy(() -> platform.asPlanned(Kind.UPGRADE, "quiet")).isInstanceOf(TestPlatform.Crash.class);
        platform.crash().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.moduleBundles()).isEqualTo(1);
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.do");
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isFalse();
        assertThat(platform.openJournal()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void anUninstallThatWasCutOffIsUndoneAtTheNextStart(Step step) {
        platform.install("quiet");
        platform.crashAt = step;
        assertThatThrownBy(() -> platform.change(Kind.UNINSTALL, "quiet")).isInstanceOf(TestPlatform.Crash.class);
        platform.crash().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.do");
        assertThat(platform.openJournal()).isEmpty();
    }

    @Test
    void twoFailedStartsQuarantineTheLastChangeAndThreeStartTheCoreAlone() throws Exception {
        platform.offer(TestModule.of("later", "1.0.0").code("quiet").header("Bundle-SymbolicName", "test.later"));
        platform.install("quiet");
        platform.install("later");
        platform.stop();

        platform.start().crash();
        platform.start().crash();
        platform.start();
        assertThat(platform.state("quiet")).isEqualTo(Module.State.ACTIVE);
        Module later = platform.service().find(ADMIN, "later").orElseThrow();
        assertThat(later.state()).isEqualTo(Module.State.QUARANTINED);
        assertThat(later.problems()).singleElement().asString().contains("last two starts");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.audit.said()).endsWith("module.quarantine later SUCCESS");

        platform.crash().start();
        assertThat(platform.active()).isEmpty();
        assertThat(platform.service().find(ADMIN, "quiet").orElseThrow().problems())
                .containsExactly("The last 3 starts failed, so the core was started alone.");

        platform.stop().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        platform.change(Kind.ENABLE, "later");
        assertThat(platform.state("later")).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void anOrderlyEndIsNoFailedStart() throws Exception {
        platform.install("quiet");
        for (int i = 0; i < 4; i++) {
            platform.stop().start();
        }
        assertThat(platform.state("quiet")).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void safeModeStartsNoModuleButLetsThemBeRemoved() throws Exception {
        platform.install("quiet");
        platform.stop().safe = true;
        platform.start();
        assertThat(platform.active()).isEmpty();
        assertThat(platform.service().find(ADMIN, "quiet").orElseThrow().problems())
                .containsExactly("The platform runs in safe mode: modules are not started.");
        assertThatThrownBy(() -> platform.install("quiet"))
                .isInstanceOf(PlenumException.class)
                .hasMessageContaining("can only be disabled and uninstalled now");
        platform.change(Kind.UNINSTALL, "quiet");
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isTrue();
    }

    @Test
    void safeModeStartsTheModulesThatHelpToDealWithTheOthers() throws Exception {
        offerSecond();
        platform.install("quiet");
        platform.install("second");
        platform.stop().safe = true;
        platform.safeModules = List.of("second", "never-installed");
        platform.start();
        assertThat(platform.active()).containsExactly("test.second 1.0.0");
        assertThat(platform.service().find(ADMIN, "second").orElseThrow().problems())
                .isEmpty();
        platform.change(Kind.UNINSTALL, "quiet");
        assertThat(platform.active()).containsExactly("test.second 1.0.0");
    }

    /** As on a new site: the first start that knows which modules come with the distribution. */
    private void startFirst(String... modules) throws Exception {
        platform.stop();
        platform.database.write(sql -> sql.update("DELETE FROM module_first_start"));
        platform.initial = List.of(modules);
        platform.start();
    }

    private void offerSecond() throws Exception {
        platform.offer(TestModule.of("second", "1.0.0").code("quiet").header("Bundle-SymbolicName", "test.second"));
    }

    @Test
    void modulesOfTheDistributionAreThereAtTheFirstStart() throws Exception {
        offerSecond();
        startFirst("quiet", "second");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0", "test.second 1.0.0");
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.do");
        assertThat(platform.audit.said())
                .containsExactly("module.install quiet SUCCESS", "module.install second SUCCESS");
    }

    @Test
    void whatAnAdministratorRemovedStaysRemoved() throws Exception {
        startFirst("quiet");
        platform.change(Kind.UNINSTALL, "quiet");
        platform.stop().start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        platform.crash().start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
    }

    @Test
    void aSiteThatHasHadModulesGetsNoOthers() throws Exception {
        offerSecond();
        platform.install("quiet");
        platform.change(Kind.UNINSTALL, "quiet");
        startFirst("second");
        assertThat(platform.service().installed(ADMIN)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aFirstStartThatWasCutOffIsFinishedByTheNext(Step step) throws Exception {
        offerSecond();
        platform.stop();
        platform.database.write(sql -> sql.update("DELETE FROM module_first_start"));
        platform.initial = List.of("quiet", "second");
        platform.crashAt = step;
        platform.start();
        platform.crash().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0", "test.second 1.0.0");
        assertThat(platform.openJournal()).isEmpty();
        assertThat(platform.audit.said())
                .containsExactly(
                        "module.install quiet FAILURE",
                        "module.install quiet SUCCESS",
                        "module.install second SUCCESS");
    }

    @Test
    void aFirstStartBetweenTwoModulesIsFinishedByTheNext() throws Exception {
        offerSecond();
        startFirst("quiet");
        platform.database.write(sql -> sql.update("UPDATE module_first_start SET pending = 'quiet,second'"));
        platform.stop().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0", "test.second 1.0.0");
        assertThat(platform.audit.said())
                .containsExactly("module.install quiet SUCCESS", "module.install second SUCCESS");
    }

    @Test
    void aModuleThatFailedAndWasThenRemovedByHandStaysRemoved() throws Exception {
        platform.install("quiet");
        platform.change(Kind.UNINSTALL, "quiet");
        platform.stop();
        platform.database.write(sql -> sql.update("UPDATE module_first_start SET pending = 'quiet'"));
        platform.start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
    }

    @Test
    void aModuleThatIsNotOnOfferHindersNoOther() throws Exception {
        startFirst("nowhere", "quiet");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        platform.stop().start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
    }

    @Test
    void aModuleThatFailsAtTheFirstStartIsTriedAgain() throws Exception {
        platform.offer(TestModule.of("failing", "1.0.0").activator("activator", "Failing"));
        startFirst("failing", "quiet");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        platform.offer(TestModule.of("failing", "1.0.1").code("quiet").header("Bundle-SymbolicName", "test.mended"));
        platform.stop().start();
        assertThat(platform.active()).containsExactly("test.mended 1.0.1", "test.quiet 1.0.0");
    }

    @Test
    void aFirstStartThatKeepsFailingGivesUp() throws Exception {
        platform.stop();
        platform.database.write(sql -> sql.update("DELETE FROM module_first_start"));
        platform.initial = List.of("quiet");
        for (int i = 0; i < 2; i++) {
            platform.crashAt = Step.STARTED;
            platform.start();
            platform.crash();
        }
        platform.start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.install("quiet").orElseThrow().state()).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void safeModeInstallsNothingAndTheNextStartDoes() throws Exception {
        platform.stop().safe = true;
        platform.database.write(sql -> sql.update("DELETE FROM module_first_start"));
        platform.initial = List.of("quiet");
        platform.start();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        platform.stop().safe = false;
        platform.start();
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
    }
}
