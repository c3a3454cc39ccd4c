package coop.plenum.baremetal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.baremetal.Simulators;
import coop.plenum.baremetal.TestCredentials;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.baremetal.scan.Finding.Result;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ScannerTest {
    private static final TestCredentials WRONG = new TestCredentials("admin", "not-the-password");
    private static final TestCredentials ALSO_WRONG = new TestCredentials("root", "calvin-or-so");
    private static final TestCredentials RIGHT = new TestCredentials("admin", FakeRedfishService.PASSWORD);

    private FakeRedfishService service;

    @BeforeEach
    void start() {
        service = new FakeRedfishService(Maker.STANDARD);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static BmcAddress at(int port) {
        return new BmcAddress("127.0.0.1", port, false);
    }

    private List<Finding> scan(Set<String> pins, List<BmcAddress> addresses, TestCredentials... credentials)
            throws Exception {
        return new Scanner(new ScanPlan(addresses, true, true, List.of(credentials), pins, Duration.ofSeconds(2)))
                .scan(() -> false, (finding, done, all) -> {});
    }

    private Finding scan(TestCredentials... credentials) throws Exception {
        return scan(Set.of(FakeRedfishService.fingerprint()), List.of(at(service.port())), credentials)
                .get(0);
    }

    @Test
    void theCredentialThatWorksIsToldAndEachIsTriedOnce() throws Exception {
        Finding finding = scan(ALSO_WRONG, WRONG, RIGHT);
        assertThat(finding.result()).isEqualTo(Result.WORKS);
        assertThat(finding.credential()).hasValue(2);
        assertThat(finding.protocol()).contains("redfish");
        assertThat(finding.about()).startsWith("Redfish 1.17.0");
        assertThat(service.logins()).isEqualTo(3);
    }

    @Test
    void afterTheFirstThatWorksNoOtherIsTried() throws Exception {
        assertThat(scan(RIGHT, WRONG).credential()).hasValue(0);
        assertThat(service.logins()).isEqualTo(1);
    }

    @Test
    void whereNoneWorksThatIsToldAfterOneTryEach() throws Exception {
        assertThat(scan(WRONG, ALSO_WRONG).result()).isEqualTo(Result.REFUSED);
        assertThat(service.logins()).isEqualTo(2);
    }

    @Test
    void atTheFirstSignOfALockoutNothingMoreIsTried() throws Exception {
        service.lockAfter(1);
        Finding finding = scan(WRONG, ALSO_WRONG, RIGHT);
        assertThat(finding.result()).isEqualTo(Result.LOCKED);
        assertThat(finding.about()).contains("After 1 wrong passwords", "locked");
        assertThat(service.logins()).isEqualTo(2);
    }

    @Test
    void whoIsNotTrustedIsToldNoPassword() throws Exception {
        Finding finding = scan(Set.of("ab".repeat(32)), List.of(at(service.port())), RIGHT)
                .get(0);
        assertThat(finding.result()).isEqualTo(Result.UNTRUSTED);
        assertThat(finding.fingerprint()).contains(FakeRedfishService.fingerprint());
        assertThat(service.logins()).isZero();
    }

    @Test
    void withoutCredentialsControllersAreFoundAndLeftAlone() throws Exception {
        Finding finding = scan();
        assertThat(finding.result()).isEqualTo(Result.FOUND);
        assertThat(service.logins()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersControllerIsFound(Maker maker) throws Exception {
        try (FakeRedfishService other = new FakeRedfishService(maker)) {
            Finding finding = scan(Set.of(FakeRedfishService.fingerprint()), List.of(at(other.port())), WRONG, RIGHT)
                    .get(0);
            assertThat(finding.credential()).hasValue(1);
        }
    }

    @Test
    void silenceAndOtherServersAreNoControllers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            List<Finding> findings = scan(Set.of(), List.of(at(silent.getLocalPort()), at(deaf.getLocalPort())), RIGHT);
            assertThat(findings).extracting(Finding::result).containsOnly(Result.SILENT);
        }
    }

    @Test
    void manySilentAddressesAreAskedAtOnceAndInOrder() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            List<BmcAddress> addresses = new ArrayList<>(IntStream.range(0, 64)
                    .mapToObj(i -> new BmcAddress("127.0.0." + (1 + i), deaf.getLocalPort(), false))
                    .toList());
            addresses.add(40, at(service.port()));
            long begin = System.nanoTime();
            List<Finding> findings = scan(Set.of(FakeRedfishService.fingerprint()), addresses, RIGHT);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
            assertThat(findings)
                    .extracting(Finding::address)
                    .containsExactlyElementsOf(
                            addresses.stream().map(BmcAddress::id).toList());
            assertThat(findings.get(40).result()).isEqualTo(Result.WORKS);
        }
    }

    @Test
    void ipmiIsFoundByItsPongAndEachPasswordIsTriedOnce() throws Exception {
        try (Simulators simulators = Simulators.start(1)) {
            Finding finding = ipmi(
                    simulators,
                    new TestCredentials("ipmiusr", "wrong"),
                    new TestCredentials("ipmiusr", Simulators.PASSWORD));
            assertThat(finding.protocol()).contains("ipmi");
            assertThat(finding.credential()).hasValue(1);
            assertThat(ipmi(simulators).result()).isEqualTo(Result.FOUND);
        }
    }

    /** Without Redfish: the simulator's own console listens on the TCP port, and does not take HTTPS well. */
    private static Finding ipmi(Simulators simulators, TestCredentials... credentials) throws Exception {
        ScanPlan plan = new ScanPlan(
                List.of(at(simulators.port(1))), false, true, List.of(credentials), Set.of(), Duration.ofSeconds(2));
        return new Scanner(plan).scan(() -> false, (finding, done, all) -> {}).get(0);
    }

    @Test
    void aCancelledScanEndsSoon() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ScanPlan plan = new ScanPlan(
                    List.of(at(deaf.getLocalPort())), false, true, List.of(), Set.of(), Duration.ofSeconds(30));
            long begin = System.nanoTime();
            assertThat(new Scanner(plan).scan(() -> true, (finding, done, all) -> {}))
                    .isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
