package coop.plenum.infrastructure.machine;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.infrastructure.machine.Word.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random fleets with few different identifiers, so that views hang together in every way. */
class GroupingPropertyTest {
    private static Fleet fleet(Random random) {
        Fleet fleet = new Fleet();
        for (int i = 0; i < 14; i++) {
            Map<String, Object> values = new LinkedHashMap<>();
            if (random.nextInt(3) == 0) {
                values.put("uuid", "1111111" + random.nextInt(4) + "-2222-3333-4444-555555555555");
            }
            if (random.nextInt(3) == 0) {
                values.put("serialNumber", "SN1234" + random.nextInt(4));
                values.put("manufacturer", random.nextBoolean() ? "Dell" : "HPE");
            }
            if (random.nextInt(2) == 0) {
                values.put("macAddresses", List.of("b8:ca:3a:00:00:0" + random.nextInt(9)));
            }
            fleet.add(new UUID(9, random.nextInt(5)), "v" + i, values);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            List<View> all = new ArrayList<>(fleet.all());
            Collections.shuffle(all, random);
            fleet.say(all.get(0), all.get(1), random.nextBoolean() ? Verdict.SAME : Verdict.DIFFERENT);
        }
        return fleet;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyViewOfAMachineNamesTheSameViewsHoweverItIsAsked(int seed) {
        Random random = new Random(seed);
        int merged = 0;
        for (int round = 0; round < 500; round++) {
            Fleet fleet = fleet(random);
            Neighbourhood all = Neighbourhood.around(fleet.all(), fleet);
            Grouping together = Grouping.of(all);
            for (View view : fleet.all()) {
                Set<UUID> alone =
                        fleet.machine(view).views().stream().map(View::id).collect(Collectors.toSet());
                assertThat(alone).contains(view.id()).isEqualTo(together.machine(view.id()));
                merged += alone.size() > 1 ? 1 : 0;
            }
        }
        assertThat(merged).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void noMachineHasTwoViewsOfOneConnectionOrTwoThatAPersonCalledDifferent(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Fleet fleet = fleet(random);
            Neighbourhood all = Neighbourhood.around(fleet.all(), fleet);
            Grouping grouping = Grouping.of(all);
            Set<Set<UUID>> machines = new HashSet<>();
            fleet.all().forEach(view -> machines.add(grouping.machine(view.id())));
            for (Word word : all.words()) {
                if (word.verdict() == Verdict.DIFFERENT) {
                    assertThat(machines)
                            .noneMatch(machine -> machine.contains(word.one()) && machine.contains(word.other()));
                }
            }
            boolean said = all.words().stream().anyMatch(word -> word.verdict() == Verdict.SAME);
            for (Set<UUID> machine : said ? Set.<Set<UUID>>of() : machines) {
                List<UUID> connections = fleet.all().stream()
                        .filter(view -> machine.contains(view.id()))
                        .map(view -> view.connection().orElseThrow())
                        .toList();
                assertThat(connections).doesNotHaveDuplicates();
            }
        }
    }
}
