package coop.plenum.infrastructure.machine;

import static coop.plenum.infrastructure.machine.Fleet.BMC;
import static coop.plenum.infrastructure.machine.Fleet.EC2;
import static coop.plenum.infrastructure.machine.Fleet.NOVA;
import static coop.plenum.infrastructure.machine.Fleet.SSH;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.infrastructure.machine.Link.Strength;
import coop.plenum.infrastructure.machine.Machine.Possible;
import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachinesTest {
    private static final String ID = "4c4c4544-0042-3510-8052-b4c04f564433";
    private static final String SWAPPED = "44454c4c-4200-1035-8052-b4c04f564433";

    private final Fleet fleet = new Fleet();

    private static List<String> doubts(Machine machine) {
        return machine.possible().stream()
                .flatMap(possible -> possible.links().stream())
                .flatMap(link -> link.doubts().stream())
                .toList();
    }

    private static List<String> possible(Machine machine) {
        return machine.possible().stream()
                .map(possible -> possible.view().item().title())
                .toList();
    }

    @Test
    void aUuidInEitherOrderOfBytesAndEitherCaseIsTheSame() {
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID.toUpperCase(java.util.Locale.ROOT)));
        View host = fleet.add(SSH, "host", Map.of("uuid", SWAPPED));
        assertThat(fleet.titles(bmc)).containsExactly("bmc", "host");
        assertThat(fleet.machine(host).links()).singleElement().satisfies(link -> {
            assertThat(link.strength()).isEqualTo(Strength.SURE);
            assertThat(link.reasons())
                    .singleElement()
                    .satisfies(reason -> assertThat(reason)
                            .containsEntry("kind", "uuid")
                            .containsEntry("says", "same UUID " + SWAPPED));
        });
    }

    @Test
    void aSerialNumberCountsWithItsMakerHoweverThatIsWritten() {
        View bmc = fleet.add(BMC, "bmc", Map.of("serialNumber", "ABC1234", "manufacturer", "HPE"));
        fleet.add(SSH, "host", Map.of("serialNumber", "ABC1234", "manufacturer", "Hewlett-Packard"));
        fleet.add(SSH, "other maker", Map.of("serialNumber", "ABC1234", "manufacturer", "Dell Inc."));
        View unknown = fleet.add(new UUID(9, 8), "no maker", Map.of("serialNumber", "ABC1234"));
        assertThat(fleet.titles(bmc)).containsExactly("bmc", "host");
        assertThat(possible(fleet.machine(bmc))).containsExactly("no maker");
        assertThat(doubts(fleet.machine(unknown)))
                .anySatisfy(doubt -> assertThat(doubt).contains("maker"));
    }

    @Test
    void placeholdersOfMakersAreNoIdentifiers() {
        View one = fleet.add(
                BMC,
                "one",
                Map.of(
                        "uuid", "00000000-0000-0000-0000-000000000000",
                        "serialNumber", "To Be Filled By O.E.M.",
                        "manufacturer", "Supermicro",
                        "macAddresses", List.of("02:42:ac:11:00:02", "ee:ee:ee:ee:ee:ee", "00:00:5e:00:01:0a")));
        fleet.add(
                SSH,
                "other",
                Map.of(
                        "uuid", "00000000-0000-0000-0000-000000000000",
                        "serialNumber", "To Be Filled By O.E.M.",
                        "manufacturer", "Supermicro",
                        "macAddresses", List.of("02:42:ac:11:00:02", "ee:ee:ee:ee:ee:ee", "00:00:5e:00:01:0a")));
        assertThat(one.identifiers()).isEmpty();
        assertThat(fleet.titles(one)).containsExactly("one");
        for (String serial : List.of("0123456789", "123456789", "Default string", "000000", "N/A", "1234")) {
            assertThat(SerialNumber.meant(serial)).as(serial).isEmpty();
        }
        assertThat(SystemUuid.canonical("03000200-0400-0500-0006-000700080009")).isEmpty();
        assertThat(SystemUuid.canonical("00020003-0004-0005-0006-000700080009")).isEmpty();
    }

    @Test
    void aCardThatBothHaveIsEnoughForAMachineAndItsHostAndTheCloud() {
        View bmc = fleet.add(BMC, "bmc", Map.of("macAddresses", List.of("b8:ca:3a:00:00:01", "b8:ca:3a:00:00:02")));
        fleet.add(SSH, "host", Map.of("macAddresses", List.of("b8:ca:3a:00:00:02")));
        View ec2 = fleet.add(EC2, "instance", Map.of("macAddresses", List.of("0a:12:34:56:78:9a")));
        View guest = fleet.add(SSH, "guest", Map.of("macAddresses", List.of("0a:12:34:56:78:9a")));
        assertThat(fleet.titles(bmc)).containsExactly("bmc", "host");
        assertThat(fleet.titles(guest)).isEqualTo(fleet.titles(ec2)).containsExactly("instance", "guest");
        assertThat(fleet.machine(ec2).links()).extracting(Link::strength).containsExactly(Strength.LIKELY);
    }

    @Test
    void anAddressAloneIsAHintAndOnlyInTheSameSpace() {
        View one = fleet.add(BMC, "one", Map.of("addresses", List.of("10.0.0.5")));
        fleet.add(SSH, "two", Map.of("address", "10.0.0.5"));
        fleet.add(SSH, "elsewhere", new UUID(0, 7), Optional.empty(), Map.of("addresses", List.of("10.0.0.5")));
        assertThat(fleet.titles(one)).containsExactly("one");
        assertThat(possible(fleet.machine(one))).containsExactly("two");
        assertThat(doubts(fleet.machine(one))).singleElement().asString().contains("address alone");
    }

    @Test
    void anAddressThatManyHaveIsNotEvenAHint() {
        View one = fleet.add(BMC, "one", Map.of("addresses", List.of("10.0.0.5", "127.0.0.1", "fe80::1")));
        for (int i = 0; i < 6; i++) {
            fleet.add(SSH, "many " + i, Map.of("addresses", List.of("10.0.0.5", "127.0.0.1", "fe80::1")));
        }
        assertThat(possible(fleet.machine(one))).isEmpty();
    }

    @Test
    void oneContradictionHoldsBackOneKindOfEvidenceAndNotTwo() {
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID, "macAddresses", List.of("b8:ca:3a:00:00:01")));
        fleet.add(
                SSH,
                "moved card",
                Map.of("uuid", "11112222-3333-4444-5555-666677778888", "macAddresses", List.of("b8:ca:3a:00:00:01")));
        assertThat(fleet.titles(bmc)).containsExactly("bmc");
        assertThat(doubts(fleet.machine(bmc))).containsExactly("Their UUIDs differ.");

        View odd = fleet.add(
                NOVA,
                "odd controller",
                Map.of(
                        "uuid", "99992222-3333-4444-5555-666677778888",
                        "serialNumber", "S1234567",
                        "manufacturer", "Dell",
                        "macAddresses", List.of("b8:ca:3a:00:00:09")));
        fleet.add(
                SSH,
                "its host",
                Map.of(
                        "uuid", "88882222-3333-4444-5555-666677778888",
                        "serialNumber", "S1234567",
                        "manufacturer", "Dell Inc.",
                        "macAddresses", List.of("b8:ca:3a:00:00:09")));
        assertThat(fleet.titles(odd)).containsExactly("odd controller", "its host");
    }

    @Test
    void boardsThatAllHaveOneUuidAreToldApartByTheirSystems() {
        View one = fleet.add(SSH, "one", Map.of("uuid", ID, "machineId", "a"));
        fleet.add(new UUID(9, 7), "two", Map.of("uuid", ID, "machineId", "b"));
        assertThat(fleet.titles(one)).containsExactly("one");
        assertThat(doubts(fleet.machine(one))).containsExactly("Different systems are installed on them.");
    }

    @Test
    void twoViewsOfOneConnectionAreNeverMadeOneByRules() {
        View one = fleet.add(SSH, "by name", Map.of("uuid", ID));
        View two = fleet.add(SSH, "by address", Map.of("uuid", ID));
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID));
        assertThat(fleet.titles(one)).containsExactly("by name");
        assertThat(fleet.titles(bmc)).containsExactly("bmc");
        assertThat(possible(fleet.machine(bmc))).containsExactly("by name", "by address");
        assertThat(doubts(fleet.machine(bmc)))
                .allSatisfy(doubt -> assertThat(doubt).contains("same connection"));

        fleet.say(one, two, Verdict.SAME);
        assertThat(fleet.titles(bmc)).containsExactly("by name", "by address", "bmc");
    }

    @Test
    void aConflictOfWeakerEvidenceLeavesWhatIsSure() {
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID, "macAddresses", List.of("b8:ca:3a:00:00:01")));
        View host = fleet.add(SSH, "host", Map.of("uuid", ID));
        fleet.add(SSH, "with its old card", Map.of("macAddresses", List.of("b8:ca:3a:00:00:01")));
        assertThat(fleet.titles(bmc)).isEqualTo(fleet.titles(host)).containsExactly("bmc", "host");
        assertThat(possible(fleet.machine(host))).containsExactly("with its old card");
    }

    @Test
    void aPersonsWordBeatsTheRulesBothWays() {
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID));
        View host = fleet.add(SSH, "host", Map.of("uuid", ID));
        View stranger = fleet.add(EC2, "stranger", Map.of());
        fleet.say(bmc, host, Verdict.DIFFERENT);
        fleet.say(bmc, stranger, Verdict.SAME);
        assertThat(fleet.titles(bmc)).isEqualTo(fleet.titles(stranger)).containsExactly("bmc", "stranger");
        assertThat(fleet.titles(host)).containsExactly("host");
        assertThat(possible(fleet.machine(host))).isEmpty();
        assertThat(fleet.machine(host).words()).hasSize(1);

        fleet.say(bmc, host, Verdict.SAME);
        assertThat(fleet.titles(host)).containsExactly("bmc", "host", "stranger");
    }

    @Test
    void whatAPersonCalledDifferentIsNotMadeOneByWayOfAThird() {
        View bmc = fleet.add(BMC, "bmc", Map.of("uuid", ID));
        View host = fleet.add(SSH, "host", Map.of("macAddresses", List.of("b8:ca:3a:00:00:01")));
        View cloud = fleet.add(NOVA, "cloud", Map.of("uuid", ID, "macAddresses", List.of("b8:ca:3a:00:00:01")));
        fleet.say(bmc, host, Verdict.DIFFERENT);
        assertThat(fleet.titles(cloud)).isEqualTo(fleet.titles(bmc)).containsExactly("bmc", "cloud");
        assertThat(fleet.titles(host)).containsExactly("host");
        assertThat(doubts(fleet.machine(host))).singleElement().asString().contains("a person has called different");
    }

    @Test
    void whatIsGoneStandsInNobodysWay() {
        View old = fleet.gone(NOVA, "before", Map.of("uuid", ID, "macAddresses", List.of("fa:16:3e:00:00:01")));
        View now = fleet.add(NOVA, "now", Map.of("uuid", ID, "macAddresses", List.of("fa:16:3e:00:00:01")));
        fleet.add(SSH, "host", Map.of("uuid", ID));
        assertThat(fleet.titles(now)).containsExactly("now", "host");
        assertThat(fleet.titles(old)).containsExactly("before");
        assertThat(doubts(fleet.machine(old))).contains("One of them is gone from its system.");
        fleet.say(old, now, Verdict.SAME);
        assertThat(fleet.titles(old)).containsExactly("before", "now", "host");
    }

    @Test
    void whatTooManyShareSaysNothing() {
        for (int i = 0; i < Neighbourhood.COMMON + 1; i++) {
            fleet.add(new UUID(8, i), "m" + i, Map.of("uuid", ID));
        }
        View one = fleet.all().get(0);
        assertThat(fleet.titles(one)).containsExactly("m0");
        assertThat(possible(fleet.machine(one))).isEmpty();
    }

    @Test
    void aLongChainIsWalkedAndEndsAtItsBound() {
        for (int i = 0; i < Grouping.MOST_VIEWS + 2; i++) {
            fleet.add(new UUID(8, i), "m" + i, Map.of("macAddresses", List.of(mac(i), mac(i + 1))));
        }
        Machine machine = fleet.machine(fleet.all().get(3));
        assertThat(machine.views()).hasSize(1);
        assertThat(machine.possible()).hasSize(2);
        assertThat(machine.possible())
                .flatExtracting(Possible::links)
                .allSatisfy(link ->
                        assertThat(link.doubts()).singleElement().asString().contains("far too many views"));
    }

    private static String mac(int number) {
        return String.format(java.util.Locale.ROOT, "b8:ca:3a:00:%02x:%02x", number / 256, number % 256);
    }

    @Test
    void oneQuestionIsEnoughForAPageOfStrangers() {
        for (int i = 0; i < 200; i++) {
            fleet.add(BMC, "m" + i, Map.of("macAddresses", List.of(mac(2 * i), mac(2 * i + 1))));
        }
        Neighbourhood.around(fleet.all(), fleet);
        assertThat(fleet.questions()).isEqualTo(1);
    }
}
