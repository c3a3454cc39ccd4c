package coop.plenum.baremetal.ipmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.baremetal.TestContext;
import coop.plenum.baremetal.TestCredentials;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerState;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SessionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private FakeController controller = new FakeController(CipherSuite.SUITE_17);

    @AfterEach
    void close() {
        controller.close();
    }

    private void use(CipherSuite suite) {
        controller.close();
        controller = new FakeController(suite);
    }

    private Session open(String password) throws Exception {
        return open(password, Patience.of(new TestContext()));
    }

    private Session open(String password, Patience patience) throws Exception {
        return Session.open(
                new BmcAddress("127.0.0.1", controller.port(), true),
                new TestCredentials("operator", password),
                Privilege.OPERATOR,
                TIMEOUT,
                patience);
    }

    @ParameterizedTest
    @EnumSource
    void bothSuitesOpenASession(CipherSuite suite) throws Exception {
        use(suite);
        try (Session session = open(FakeController.PASSWORD)) {
            assertThat(Chassis.status(session).power()).isEqualTo(PowerState.ON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsFoundInTheControllersProof(CipherSuite suite) {
        use(suite);
        assertThatThrownBy(() -> open("wrong")).satisfies(code("wrong-credentials"));
    }

    @Test
    void lostPacketsAreSentAgain() throws Exception {
        try (Session session = open(FakeController.PASSWORD)) {
            controller.lose(2);
            assertThat(Chassis.status(session).power()).isEqualTo(PowerState.ON);
        }
        assertThat(controller.commands()).hasSize(1);
    }

    @Test
    void repeatedAndForgedAnswersAreSkipped() throws Exception {
        controller.repeat(3);
        try (Session session = open(FakeController.PASSWORD)) {
            for (int i = 0; i < 70; i++) {
                assertThat(Chassis.status(session).power()).isEqualTo(PowerState.ON);
            }
        }
        assertThat(controller.commands()).hasSize(70);
    }

    @Test
    void aControllerThatFallsSilentIsGivenUp() throws Exception {
        try (Session session = open(FakeController.PASSWORD)) {
            controller.lose(100);
            assertThatThrownBy(() -> Chassis.status(session)).satisfies(code("no-answer"));
        }
    }

    @Test
    void aWeakerSuiteThanOfferedIsRefused() {
        controller.weaken();
        assertThatThrownBy(() -> open(FakeController.PASSWORD)).satisfies(code("protocol-error"));
    }

    @Test
    void aRefusedRoleIsToldApart() {
        controller.refuseRole(0x09);
        assertThatThrownBy(() -> open(FakeController.PASSWORD)).satisfies(code("insufficient-privilege"));
    }

    @Test
    void aControllerWithoutFreeSessionsIsToldApart() {
        controller.refuseRole(0x01);
        assertThatThrownBy(() -> open(FakeController.PASSWORD)).satisfies(code("controller-busy"));
    }

    @Test
    void aRefusedLevelIsToldApart() {
        controller.refusePrivilege(0x81);
        assertThatThrownBy(() -> open(FakeController.PASSWORD)).satisfies(code("insufficient-privilege"));
    }

    @Test
    void tooLongAPasswordIsAUserFailure() {
        assertThatThrownBy(() -> open("a".repeat(21))).satisfies(code("password-too-long"));
    }

    @Test
    void aCancelledOperationStopsTrying() {
        controller.lose(100);
        TestContext context = new TestContext();
        context.cancel();
        assertThatThrownBy(() -> open(FakeController.PASSWORD, Patience.of(context)))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        controller.lose(100);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> open(FakeController.PASSWORD)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Consumer<Throwable> code(String code) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(ProviderException.class);
            assertThat(((ProviderException) thrown).code()).isEqualTo(code);
        };
    }
}
