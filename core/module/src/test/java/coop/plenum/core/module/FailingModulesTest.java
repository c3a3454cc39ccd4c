package coop.plenum.core.module;

import static coop.plenum.core.module.TestPlatform.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.module.InstallPlan.Kind;
import coop.plenum.api.module.Module;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Modules that come in well signed and then misbehave. */
class FailingModulesTest {
    @TempDir
    Path folder;

    private TestPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new TestPlatform(folder).start();
    }

    @AfterEach
    void coreWasLeftAlone() throws Exception {
        assertThat(platform.coreStops.get()).isZero();
        platform.end();
    }

    private PlenumException failure(Kind kind, String module) {
        return catchThrowableOfType(PlenumException.class, () -> platform.change(kind, module));
    }

    /** As if the install had never been tried, but for the record of it. */
    private void assertNothingIsLeft(String module) {
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.contentTypes.all()).isEmpty();
        assertThat(platform.permissions.of(module)).isEmpty();
        assertThat(platform.openJournal()).isEmpty();
        assertThat(platform.audit.said()).containsExactly("module.install " + module + " FAILURE");
        assertThat(platform.eventTypes()).endsWith("module.failed");
    }

    private TestModule full(String name) {
        return TestModule.of(name, "1.0.0").permission(name + ".do").type(name + ".thing");
    }

    @Test
    void anActivationThatThrowsIsRolledBack() throws Exception {
        platform.offer(full("throwing").code("throwing"));
        PlenumException failure = failure(Kind.INSTALL, "throwing");
        assertThat(failure.code()).isEqualTo("install-failed");
        assertThat(failure)
                .hasMessageContaining("failed to start: IllegalStateException: no luck today")
                .hasMessageEndingWith("Everything is as it was before.");
        assertThat(platform.moduleBundles()).isZero();
        assertNothingIsLeft("throwing");
    }

    @Test
    void anErrorInTheActivatorIsRolledBack() throws Exception {
        platform.offer(full("failing").activator("activator", "Failing"));
        assertThat(failure(Kind.INSTALL, "failing")).hasMessageContaining("NoClassDefFoundError");
        assertThat(platform.moduleBundles()).isZero();
        assertNothingIsLeft("failing");
    }

    @Test
    void aStartThatHangsIsInterruptedAndRolledBack() throws Exception {
        platform.offer(full("hanging").code("hanging"));
        assertThat(failure(Kind.INSTALL, "hanging")).hasMessageContaining("it took longer than 2 s");
        assertThat(platform.moduleBundles()).isZero();
        assertNothingIsLeft("hanging");
    }

    @Test
    void aStartThatCannotBeInterruptedLeavesTheRestWorking() throws Exception {
        platform.offer(
                full("stubborn").activator("stubborn", "Stubborn"),
                TestModule.of("quiet", "1.0.0").code("quiet"));
        try {
            assertThat(failure(Kind.INSTALL, "stubborn")).hasMessageContaining("cannot be interrupted");
            assertNothingIsLeft("stubborn");
            platform.install("quiet");
            assertThat(platform.state("quiet")).isEqualTo(Module.State.ACTIVE);
        } finally {
            System.setProperty("coop.plenum.test.release", "true");
        }
    }

    @Test
    void aComponentThatLacksAServiceIsRolledBackAndTheServiceNamed() throws Exception {
        platform.offer(full("waiting").code("waiting"));
        assertThat(failure(Kind.INSTALL, "waiting"))
                .hasMessageContaining(
                        "waits for the service java.lang.Runnable with (sample=wanted), which nothing" + " provides");
        assertThat(platform.moduleBundles()).isZero();
        assertNothingIsLeft("waiting");
    }

    @Test
    void aModuleIsBrokenWhileItLacksAService() throws Exception {
        platform.offer(full("waiting").code("waiting"));
        ServiceRegistration<Runnable> wanted = register();
        platform.install("waiting");
        assertThat(platform.state("waiting")).isEqualTo(Module.State.ACTIVE);
        wanted.unregister();
        Module broken = platform.service().find(ADMIN, "waiting").orElseThrow();
        assertThat(broken.state()).isEqualTo(Module.State.BROKEN);
        assertThat(broken.problems()).singleElement().asString().contains("java.lang.Runnable");
        register();
        assertThat(platform.state("waiting")).isEqualTo(Module.State.ACTIVE);
    }

    @Test
    void aBrokenModuleDoesNotHinderAnother() throws Exception {
        platform.offer(
                full("waiting").code("waiting"), TestModule.of("quiet", "1.0.0").code("quiet"));
        ServiceRegistration<Runnable> wanted = register();
        platform.install("waiting");
        wanted.unregister();
        platform.install("quiet");
        platform.change(Kind.UNINSTALL, "waiting");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
    }

    private ServiceRegistration<Runnable> register() {
        return platform.framework
                .getBundleContext()
                .registerService(Runnable.class, () -> {}, FrameworkUtil.asDictionary(Map.of("sample", "wanted")));
    }

    @Test
    void aFailingUpgradeBringsTheOldVersionBack() throws Exception {
        platform.offer(full("quiet").code("quiet"));
        platform.install("quiet");
        String before = platform.service().find(ADMIN, "quiet").orElseThrow().digest();
        platform.offer(TestModule.of("quiet", "2.0.0")
                .code("throwing")
                .permission("quiet.other")
                .type("quiet.new"));

        assertThat(catchThrowableOfType(PlenumException.class, () -> platform.asPlanned(Kind.UPGRADE, "quiet"))
                        .code())
                .isEqualTo("install-failed");

        Module module = platform.service().find(ADMIN, "quiet").orElseThrow();
        assertThat(module.state()).isEqualTo(Module.State.ACTIVE);
        assertThat(module.digest()).isEqualTo(before);
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
        assertThat(platform.moduleBundles()).isEqualTo(1);
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.do");
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isFalse();
        assertThat(platform.audit.said()).endsWith("module.upgrade quiet FAILURE");
    }

    @Test
    void aDependencyThatFailsTakesNothingElseAlong() throws Exception {
        platform.offer(
                TestModule.of("first", "1.0.0").code("quiet").type("first.thing"),
                TestModule.of("second", "1.0.0").code("throwing").requires("first"));
        failure(Kind.INSTALL, "second");
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.contentTypes.all()).isEmpty();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
    }

    @Test
    void contentOfAnEarlierInstallSurvivesAFailedOne() throws Exception {
        platform.offer(full("quiet").code("quiet"));
        platform.install("quiet");
        platform.change(Kind.UNINSTALL, "quiet");
        platform.offer(TestModule.of("quiet", "2.0.0").code("throwing").type("quiet.thing"));
        failure(Kind.INSTALL, "quiet");
        assertThat(platform.contentTypes.find("quiet.thing").orElseThrow().orphaned())
                .isTrue();
    }

    @Test
    void aStalledAuditLogUndoesTheInstall() throws Exception {
        platform.offer(full("quiet").code("quiet"));
        platform.audit.stalled = true;
        PlenumException failure = failure(Kind.INSTALL, "quiet");
        assertThat(failure.category()).isEqualTo(PlenumException.Category.UNAVAILABLE);
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.openJournal()).containsExactly("quiet");

        platform.audit.stalled = false;
        platform.install("quiet");
        assertThat(platform.openJournal()).isEmpty();
        assertThat(platform.audit.said())
                .containsExactly("module.install quiet FAILURE", "module.install quiet SUCCESS");
    }
}
