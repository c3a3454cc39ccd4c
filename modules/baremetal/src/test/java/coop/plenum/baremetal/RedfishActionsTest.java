package coop.plenum.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.redfish.FakeRedfishService;
import coop.plenum.baremetal.redfish.Maker;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.ProviderDriver;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What actions with parameters make of them, and at which controller: called as the platform calls the provider, which
 * covers two controllers that differ in nothing but their address.
 */
@Timeout(60)
final class RedfishActionsTest {
    private static final String BIOS = PartKind.BIOS.type();
    private static final String DRIVE = PartKind.VIRTUAL_MEDIA.type();
    private static final String IMAGE = "https://images.example/rescue.iso";

    private FakeRedfishService service;
    private FakeRedfishService other;
    private ProviderDriver driver;

    private void connect(Maker maker) throws ProviderException {
        other = new FakeRedfishService(maker);
        service = new FakeRedfishService(maker);
        driver = new ProviderDriver(
                new BareMetalProviderFactory()
                        .connect(
                                Values.builder()
                                        .put("protocol", "redfish")
                                        .put("addresses", List.of(address(other), address(service)))
                                        .put("username", "admin")
                                        .put("tlsTrust", "pinned")
                                        .put("certificateFingerprints", List.of(FakeRedfishService.fingerprint()))
                                        .build(),
                                new FakeConnectionContext(Map.of("password", FakeRedfishService.PASSWORD))),
                Duration.ofMillis(5));
    }

    @AfterEach
    void stop() {
        assertThat(other.acted()).as("what came to the wrong controller").isEmpty();
        assertThat(other.resets()).as("what came to the wrong controller").isEmpty();
        driver.close();
        service.close();
        other.close();
    }

    private static String address(FakeRedfishService service) {
        return "127.0.0.1:" + service.port();
    }

    /** The resource of a type at the controller that is meant. */
    private ResourceState at(String type) throws ProviderException, InterruptedException {
        List<ResourceState> found = driver.discover(type, 100).stream()
                .filter(state -> state.externalId().matches(address(service) + "([#/].*)?"))
                .toList();
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private Step act(String type, String action, Values parameters) throws ProviderException, InterruptedException {
        return driver.act(type, at(type), action, parameters);
    }

    private void done(String type, String action, Values parameters) throws ProviderException, InterruptedException {
        assertThat(act(type, action, parameters)).isInstanceOf(Step.Done.class);
    }

    private void refused(String code, String field, Step step) {
        assertThat(step).isInstanceOfSatisfying(Step.Failed.class, failed -> {
            assertThat(failed.cause().code()).isEqualTo(code);
            assertThat(failed.cause().category()).isEqualTo(Category.USER);
            assertThat(failed.cause().field()).contains(field);
        });
        assertThat(service.acted()).isEmpty();
        assertThat(service.resets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void settingsOfTheFirmwareAreStaged(Maker maker) throws Exception {
        connect(maker);
        Map<String, Object> settings = Map.of("Virtualization", "Disabled", "BootDelay", 9);

        done(BIOS, "set-bios-settings", Values.of("settings", settings));

        assertThat(service.acted())
                .singleElement()
                .asString()
                .startsWith("PATCH /redfish/v1/Systems/1/Bios/Settings {")
                .contains("Virtualization=Disabled", "BootDelay=9");
        Values after = at(BIOS).values();
        assertThat(after.nested("pending").asMap()).isEqualTo(Map.of("Virtualization", "Disabled", "BootDelay", 9L));
        assertThat(after.nested("attributes").text("Virtualization")).contains("Enabled");
        assertThat(after.flag("restartNeeded")).contains(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void settingsThatTheFirmwareDoesNotTakeAreRefused(Maker maker) throws Exception {
        connect(maker);
        Map<String, Object> many = IntStream.range(0, 201)
                .mapToObj(number -> "Setting" + number)
                .collect(Collectors.toMap(Function.identity(), name -> 1));

        for (Map<String, ?> wrong : List.of(
                Collections.<String, Object>emptyMap(),
                many,
                Map.of("Virtualization", "Perhaps"),
                Map.of("Nonsense", 1),
                Map.of("AdminPassword", "s3cret-word"))) {
            Step step = act(BIOS, "set-bios-settings", Values.of("settings", wrong));
            refused("invalid-bios-settings", "settings", step);
            assertThat(step.toString()).doesNotContain("s3cret-word");
        }
        refused("invalid-bios-settings", "settings", act(BIOS, "set-bios-settings", Values.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void anImageIsPutIntoADriveAndTakenOut(Maker maker) throws Exception {
        connect(maker);
        Actions drives = (Actions) driver.handler(DRIVE);
        assertThat(drives.unavailable("eject-media", ProviderDriver.ref(at(DRIVE))))
                .contains("There is nothing in it.");

        done(DRIVE, "insert-media", Values.of("image", IMAGE));

        ResourceState full = at(DRIVE);
        assertThat(full.values().text("image")).contains(IMAGE);
        assertThat(service.acted().get(0))
                .startsWith(
                        maker == Maker.ILO
                                ? "PATCH /redfish/v1/Managers/bmc/VirtualMedia/CD1 "
                                : "VirtualMedia.InsertMedia ")
                .endsWith("{Image=" + IMAGE + ", Inserted=true, WriteProtected=true}");
        assertThat(drives.unavailable("insert-media", ProviderDriver.ref(full)).orElseThrow())
                .contains("Eject it first");

        done(DRIVE, "eject-media", Values.empty());

        assertThat(at(DRIVE).values().flag("inserted")).contains(false);
        assertThat(service.acted().get(1))
                .isEqualTo(
                        maker == Maker.ILO
                                ? "PATCH /redfish/v1/Managers/bmc/VirtualMedia/CD1 {Inserted=false}"
                                : "VirtualMedia.EjectMedia {}");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void aDriveIsWritableWhereThatIsSaid(Maker maker) throws Exception {
        connect(maker);

        done(DRIVE, "insert-media", Values.of(Map.of("image", IMAGE, "writable", true)));

        assertThat(service.acted())
                .singleElement()
                .asString()
                .contains("WriteProtected=false")
                .contains("Image=" + IMAGE);
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void anAddressThatIsNoneOrHoldsAPasswordIsRefused(Maker maker) throws Exception {
        connect(maker);
        for (String wrong :
                List.of("", "rescue.iso", "file:///etc/passwd", "https://bob:s3cret-word@images.example/x")) {
            Step inserted = act(DRIVE, "insert-media", Values.of("image", wrong));
            refused("invalid-image", "image", inserted);
            assertThat(inserted.toString()).doesNotContain("s3cret-word");
            refused("invalid-image", "image", act(States.BMC_TYPE, "update-firmware", Values.of("image", wrong)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void firmwareIsWrittenToWhatIsNamed(Maker maker) throws Exception {
        connect(maker);
        service.asTasks("Completed");

        done(
                States.BMC_TYPE,
                "update-firmware",
                Values.of(Map.of("image", "https://images.example/bios.bin", "targets", List.of("BIOS", "BMC"))));

        assertThat(service.acted())
                .containsExactly("UpdateService.SimpleUpdate {ImageURI=https://images.example/bios.bin, Targets=["
                        + "/redfish/v1/UpdateService/FirmwareInventory/BIOS, "
                        + "/redfish/v1/UpdateService/FirmwareInventory/BMC], TransferProtocol=HTTPS}");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void firmwareThatCannotBeWrittenFailsWithTheReasonOfTheController(Maker maker) throws Exception {
        connect(maker);
        service.asTasks("Exception");

        Step step = act(States.BMC_TYPE, "update-firmware", Values.of("image", "https://images.example/bios.bin"));

        assertThat(((Step.Failed) step).cause().code()).isEqualTo("task-failed");
        assertThat(((Step.Failed) step).cause()).hasMessageContaining("The power supply is missing.");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void targetsThatAreTooManyOrUnknownAreRefused(Maker maker) throws Exception {
        connect(maker);
        String image = "https://images.example/bios.bin";

        refused(
                "too-many-targets",
                "targets",
                act(
                        States.BMC_TYPE,
                        "update-firmware",
                        Values.of(Map.of("image", image, "targets", Collections.nCopies(33, "BIOS")))));
        refused(
                "unknown-firmware",
                "targets",
                act(
                        States.BMC_TYPE,
                        "update-firmware",
                        Values.of(Map.of("image", image, "targets", List.of("BIOS", "NIC")))));
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "IDRAC", "ILO"})
    void anNmiIsSentToThoseWhoSayThatTheSystemMayCrash(Maker maker) throws Exception {
        connect(maker);
        assertThat(((Actions) driver.handler(States.MACHINE_TYPE))
                        .unavailable("send-nmi", ProviderDriver.ref(at(States.MACHINE_TYPE))))
                .contains("The machine is off.");
        service.become("8f0c1a3e-0001-4000-8000-0123456789ac", "aa:bb:cc:00:11:33", "192.0.2.8"); // which is on

        refused("not-acknowledged", "mayCrash", act(States.MACHINE_TYPE, "send-nmi", Values.of("mayCrash", false)));
        refused("not-acknowledged", "mayCrash", act(States.MACHINE_TYPE, "send-nmi", Values.empty()));
        done(States.MACHINE_TYPE, "send-nmi", Values.of("mayCrash", true));

        assertThat(service.resets()).containsExactly("Nmi");
    }
}
