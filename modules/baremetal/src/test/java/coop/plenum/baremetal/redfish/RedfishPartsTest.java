package coop.plenum.baremetal.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.TestContext;
import coop.plenum.baremetal.TestCredentials;
import coop.plenum.baremetal.bmc.BiosSettings;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.BootOrder;
import coop.plenum.baremetal.bmc.Controller;
import coop.plenum.baremetal.bmc.EventLogClearing;
import coop.plenum.baremetal.bmc.EventSubscriptions;
import coop.plenum.baremetal.bmc.FirmwareUpdate;
import coop.plenum.baremetal.bmc.Inventory;
import coop.plenum.baremetal.bmc.LanConfig;
import coop.plenum.baremetal.bmc.Machine;
import coop.plenum.baremetal.bmc.Part;
import coop.plenum.baremetal.bmc.PartKind;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.bmc.PowerCommand;
import coop.plenum.baremetal.bmc.VirtualMedia;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RedfishPartsTest {
    private final Patience patience = Patience.of(new TestContext());
    private FakeRedfishService service;
    private Https https;

    @AfterEach
    void stop() {
        https.close();
        service.close();
    }

    private RedfishBmc bmc(Maker maker) {
        service = new FakeRedfishService(maker);
        https = new Https(Set.of(FakeRedfishService.fingerprint()), Duration.ofSeconds(5));
        return new RedfishBmc(
                new BmcAddress("127.0.0.1", service.port(), true),
                new TestCredentials("admin", FakeRedfishService.PASSWORD),
                https);
    }

    private static List<Part> of(Inventory inventory, PartKind kind) {
        return inventory.parts().stream().filter(part -> part.kind() == kind).toList();
    }

    private static Part only(Inventory inventory, PartKind kind) {
        assertThat(of(inventory, kind)).hasSize(1);
        return of(inventory, kind).get(0);
    }

    private static ProviderException refused(ThrowingCallable call) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersPartsAreRead(Maker maker) throws Exception {
        Inventory inventory = bmc(maker).inventory(patience);
        assertThat(of(inventory, PartKind.PROCESSOR)).extracting(Part::id).containsExactly("CPU1", "CPU2");
        assertThat(of(inventory, PartKind.PROCESSOR).get(0).values().integer("cores"))
                .hasValue(32);
        assertThat(only(inventory, PartKind.MEMORY).values().integer("capacity"))
                .hasValue(65536);
        Part drive = only(inventory, PartKind.DRIVE);
        assertThat(drive.id()).isEqualTo("RAID.1/Disk.0");
        assertThat(drive.values().text("health")).contains("warning");
        assertThat(drive.values().flag("failurePredicted")).contains(true);
        assertThat(drive.values().integer("capacity")).hasValue(1_920_383_410_176L);
        assertThat(of(inventory, PartKind.FIRMWARE)).extracting(Part::name).containsExactly("BMC image", "BIOS image");
        Values chassis = only(inventory, PartKind.CHASSIS).values();
        assertThat(chassis.text("rack")).contains("R4");
        assertThat(chassis.integer("rackUnit")).hasValue(12);
        assertThat(only(inventory, PartKind.VIRTUAL_MEDIA).values().flag("inserted"))
                .contains(false);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAskedForTwiceInOneReading(Maker maker) throws Exception {
        bmc(maker).inventory(patience);
        List<String> reads = service.requests().stream()
                .filter(request -> request.startsWith("GET /redfish/v1/") && !request.endsWith("/redfish/v1/"))
                .toList();
        assertThat(reads).doesNotHaveDuplicates();
    }

    @Test
    void theAddressesOfTheMachineAndOfTheControllerAreRead() throws Exception {
        Inventory inventory = bmc(Maker.STANDARD).inventory(patience);
        Machine machine = inventory.machines().get(0);
        assertThat(machine.nics().get(0).addresses()).containsExactly("192.0.2.7", "2001:db8::7");
        Controller controller = inventory.controller();
        assertThat(controller.lan())
                .isEqualTo(new LanConfig(
                        Optional.of("10.0.4.7"),
                        Optional.of("dhcp"),
                        Optional.of("255.255.255.0"),
                        Optional.of("10.0.4.1"),
                        OptionalLong.of(42)));
    }

    @Test
    void passwordsAmongTheBiosSettingsAreNotShown() throws Exception {
        Values bios =
                only(bmc(Maker.STANDARD).inventory(patience), PartKind.BIOS).values();
        assertThat(bios.nested("attributes").asMap())
                .containsEntry("Virtualization", "Enabled")
                .doesNotContainKey("AdminPassword");
        assertThat(bios.flag("restartNeeded")).contains(false);
        assertThat(bios.has("pending")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void biosSettingsWaitForTheNextBoot(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        BiosSettings bios = bmc.ability(BiosSettings.class, patience);
        assertThat(bios.set("", Values.of(Map.of("Virtualization", "Disabled", "BootDelay", 9)), patience))
                .isEmpty();
        Values after = only(bmc.inventory(patience), PartKind.BIOS).values();
        assertThat(after.nested("attributes").text("Virtualization")).contains("Enabled");
        assertThat(after.nested("pending").asMap()).isEqualTo(Map.of("Virtualization", "Disabled", "BootDelay", 9L));
        assertThat(after.flag("restartNeeded")).contains(true);
        // a service that applies settings at other times too is told when
        assertThat(service.acted().get(0).contains("ApplyTime=OnReset")).isEqualTo(maker == Maker.IDRAC);
    }

    @Test
    void wrongBiosSettingsAreToldAllAtOnceAndNothingIsSet() {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        Map<String, Object> wrong = new LinkedHashMap<>();
        wrong.put("Virtualization", "Perhaps");
        wrong.put("BootDelay", 31);
        wrong.put("QuietBoot", "yes");
        wrong.put("AssetText", "far too long");
        ProviderException failure =
                refused(() -> bmc.ability(BiosSettings.class, patience).set("", Values.of(wrong), patience));
        assertThat(failure.code()).isEqualTo("invalid-bios-settings");
        assertThat(failure.category()).isEqualTo(Category.USER);
        assertThat(failure.getMessage())
                .contains("Virtualization: one of Enabled, Disabled")
                .contains("BootDelay: a number from 0 to 30")
                .contains("QuietBoot: true or false")
                .contains("AssetText: a text of 0 to 8");
        assertThat(service.acted()).isEmpty();
    }

    @Test
    void unknownBiosSettingsAndPasswordsAreRefusedWithoutARegistryToo() {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.resources().remove("/redfish/v1/Registries");
        ProviderException failure = refused(() -> bmc.ability(BiosSettings.class, patience)
                .set("", Values.of(Map.of("Nonsense", 1, "AdminPassword", "s3cret-word")), patience));
        assertThat(failure.getMessage())
                .contains("Nonsense: the firmware has no such setting")
                .contains("AdminPassword: passwords are set at the controller")
                .doesNotContain("s3cret-word");
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersVirtualDriveTakesAnImageAndGivesItBack(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        VirtualMedia media = bmc.ability(VirtualMedia.class, patience);
        URI image = URI.create("https://images.example/rescue.iso");
        media.insert("CD1", image, true, patience);
        assertThat(only(bmc.inventory(patience), PartKind.VIRTUAL_MEDIA)
                        .values()
                        .text("image"))
                .contains(image.toString());
        // once more is nothing new; another image is refused
        int done = service.acted().size();
        media.insert("CD1", image, true, patience);
        assertThat(service.acted()).hasSize(done);
        assertThat(refused(() -> media.insert("CD1", URI.create("http://other.example/x.iso"), true, patience))
                        .code())
                .isEqualTo("media-inserted");
        media.eject("CD1", patience);
        assertThat(only(bmc.inventory(patience), PartKind.VIRTUAL_MEDIA)
                        .values()
                        .flag("inserted"))
                .contains(false);
        assertThat(refused(() -> media.eject("Floppy7", patience)).category()).isEqualTo(Category.MISSING);
    }

    @Test
    void aNameInAnImagesAddressIsNotShown() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.resources().get(FakeParts.media(Maker.STANDARD) + "/CD1").put("Image", "http://bob:s3cret@h/x.iso");
        assertThat(only(bmc.inventory(patience), PartKind.VIRTUAL_MEDIA)
                        .values()
                        .text("image"))
                .contains("http://h/x.iso");
    }

    @Test
    void theBootOrderIsSetWholeOrNotAtAll() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        BootOrder boot = bmc.ability(BootOrder.class, patience);
        boot.order("", List.of("Boot0003", "Boot0001", "Boot0002"), patience);
        assertThat(bmc.inventory(patience).machines().get(0).bootOrder())
                .containsExactly("Boot0003", "Boot0001", "Boot0002");
        for (List<String> wrong : List.of(
                List.of("Boot0001"),
                List.of("Boot0001", "Boot0002", "Boot0009"),
                List.of("Boot0001", "Boot0002", "Boot0003", "Boot0001"))) {
            assertThat(refused(() -> boot.order("", wrong, patience)).code()).isEqualTo("invalid-boot-order");
        }
    }

    @Test
    void aFirmwareUpdateIsATask() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        service.asTasks("Completed");
        Optional<String> task = bmc.ability(FirmwareUpdate.class, patience)
                .update(URI.create("https://images.example/bmc.bin"), List.of("BMC"), patience);
        assertThat(service.acted())
                .containsExactly("UpdateService.SimpleUpdate {ImageURI=https://images.example/bmc.bin, Targets=["
                        + FakeParts.FIRMWARE + "/BMC], TransferProtocol=HTTPS}");
        assertThat(bmc.finished(task.orElseThrow(), patience)).isFalse();
        assertThat(bmc.finished(task.orElseThrow(), patience)).isTrue();
    }

    @Test
    void aFirmwareUpdateThatFailsSaysWhy() throws Exception {
        RedfishBmc bmc = bmc(Maker.IDRAC);
        service.asTasks("Exception");
        String task = bmc.ability(FirmwareUpdate.class, patience)
                .update(URI.create("https://images.example/bmc.bin"), List.of(), patience)
                .orElseThrow();
        bmc.finished(task, patience);
        ProviderException failure = refused(() -> bmc.finished(task, patience));
        assertThat(failure.code()).isEqualTo("task-failed");
        assertThat(failure.getMessage()).contains("The power supply is missing.");
    }

    @Test
    void anImageThatCannotBeFetchedOrIsForNothingIsRefused() {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        assertThat(refused(() -> bmc.ability(FirmwareUpdate.class, patience)
                                .update(URI.create("tftp://h/x.bin"), List.of(), patience))
                        .code())
                .isEqualTo("protocol-unsupported");
        assertThat(refused(() -> bmc.ability(FirmwareUpdate.class, patience)
                                .update(URI.create("http://h/x.bin"), List.of("NIC"), patience))
                        .getMessage())
                .contains("no firmware NIC")
                .contains("BMC, BIOS");
        assertThat(service.acted()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyMakersEventLogIsCleared(Maker maker) throws Exception {
        RedfishBmc bmc = bmc(maker);
        bmc.ability(EventLogClearing.class, patience).clear("", patience);
        assertThat(service.acted()).containsExactly("LogService.ClearLog {}");
        assertThat(bmc.inventory(patience).machines().get(0).log().count()).isZero();
    }

    @Test
    void anNmiIsSent() throws Exception {
        bmc(Maker.STANDARD).power("", PowerCommand.NMI, patience);
        assertThat(service.resets()).containsExactly("Nmi");
    }

    @Test
    void aServiceWithoutPartsIsReadAllTheSame() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        for (String part : List.of("Processors", "Memory", "Storage", "Bios", "VirtualMedia")) {
            service.system().remove(part);
        }
        service.resources().remove("/redfish/v1/UpdateService");
        Inventory inventory = bmc.inventory(patience);
        assertThat(inventory.machines()).hasSize(1);
        assertThat(inventory.parts()).extracting(Part::kind).containsOnly(PartKind.CHASSIS, PartKind.SUBSCRIPTION);
        assertThat(refused(() -> bmc.ability(BiosSettings.class, patience).reset("", patience))
                        .code())
                .isEqualTo("ability-missing");
    }

    @Test
    void aServiceThatNeverStopsTellingIsGivenUp() {
        RedfishBmc bmc = bmc(Maker.IDRAC);
        String place = FakeTree.SYSTEM + "/Memory";
        List<Map<String, Object>> members = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            members.add(Map.of("@odata.id", place + "/" + i, "Id", "M" + i, "Name", "x".repeat(30_000)));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("Members", members);
        for (int i = 0; i < 30; i++) {
            page.put("Members@odata.nextLink", place + "?$skip=" + (i + 1));
            service.resources().put(i == 0 ? place : place + "?$skip=" + i, new LinkedHashMap<>(page));
        }
        assertThat(refused(() -> bmc.inventory(patience)).code()).isEqualTo("protocol-error");
        long pages = service.requests().stream()
                .filter(request -> request.startsWith("GET " + place))
                .count();
        assertThat(pages).isLessThan(15);
    }

    @Test
    void partsAreNeitherCountlessNorEndless() throws Exception {
        RedfishBmc bmc = bmc(Maker.IDRAC);
        String place = FakeTree.SYSTEM + "/Memory";
        List<Map<String, Object>> members = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            members.add(Map.of("@odata.id", place + "/" + i, "Id", "M" + i, "Name", "x".repeat(1000)));
        }
        service.resources().put(place, Map.of("Members", members));
        assertThat(of(bmc.inventory(patience), PartKind.MEMORY))
                .hasSize(512)
                .allMatch(part -> part.name().length() == 256);
    }

    @Test
    void somebodyElsesSubscriptionIsShownAndNotTakenOver() throws Exception {
        RedfishBmc bmc = bmc(Maker.STANDARD);
        Part theirs = only(bmc.inventory(patience), PartKind.SUBSCRIPTION);
        assertThat(theirs.values().flag("ours")).contains(false);
        assertThat(theirs.values().text("retryPolicy")).contains("retry-forever");
        EventSubscriptions events = bmc.ability(EventSubscriptions.class, patience);
        EventSubscriptions.Wanted same = new EventSubscriptions.Wanted(
                URI.create("https://monitoring.example/bmc"), List.of(), Optional.empty());
        assertThat(refused(() -> events.subscribe(same, "key", patience)).code())
                .isEqualTo("already-subscribed");
    }
}
