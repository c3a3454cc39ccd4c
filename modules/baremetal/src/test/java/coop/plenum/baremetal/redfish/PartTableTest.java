package coop.plenum.baremetal.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.baremetal.bmc.PartKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PartTableTest {
    private static final List<String> NAMES = List.of(
            "Id",
            "Name",
            "Model",
            "SerialNumber",
            "CapacityBytes",
            "TotalCores",
            "Status",
            "Health",
            "Location",
            "Placement",
            "Rack",
            "RackOffset",
            "MediaTypes",
            "Image",
            "Inserted",
            "Destination",
            "Context",
            "RegistryPrefixes",
            "DeliveryRetryPolicy",
            "Version",
            "Updateable",
            "FailurePredicted");

    /** Whatever a controller sends under the names that are read. */
    private static Object anything(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> "x".repeat(random.nextInt(2000));
            case 1 -> new BigDecimal(random.nextLong()).scaleByPowerOfTen(random.nextInt(80) - 40);
            case 2 -> random.nextLong();
            case 3 -> random.nextBoolean();
            case 4 -> "\u0000\n http://u:p@[::1/ %zz\u202e";
            case 5 -> "https://user:s3cret@events.example/" + random.nextInt();
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(100); i > 0; i--) {
                    list.add(anything(random, depth + 2));
                }
                yield list;
            }
            default -> members(random, depth + 1);
        };
    }

    private static Map<String, Object> members(Random random, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        NAMES.stream()
                .filter(name -> random.nextInt(3) > 0)
                .forEach(name -> members.put(name, anything(random, depth)));
        return members;
    }

    private static void bounded(Object value) {
        if (value instanceof String text) {
            assertThat(text).hasSizeLessThanOrEqualTo(256);
            assertThat(text.chars()).noneMatch(Character::isISOControl);
        } else if (value instanceof List<?> list) {
            assertThat(list).hasSizeLessThanOrEqualTo(64);
            list.forEach(PartTableTest::bounded);
        } else {
            assertThat(value).isInstanceOfAny(Long.class, Boolean.class);
        }
    }

    @RepeatedTest(200)
    void whateverAControllerSendsIsBoundedAndCleanOrLeftOut(RepetitionInfo repetition) {
        Values sent = Values.of(members(new Random(repetition.getCurrentRepetition()), 0));
        for (PartKind kind : PartKind.values()) {
            Values read = PartTable.read(kind, sent);
            read.forEach((field, value) -> bounded(value));
            assertThat(read.text("image").orElse("") + read.text("destination").orElse(""))
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void figuresThatNoPartHasAreLeftOut() {
        assertThat(PartTable.read(PartKind.DRIVE, Values.of("CapacityBytes", -1))
                        .has("capacity"))
                .isFalse();
        assertThat(PartTable.read(PartKind.DRIVE, Values.of("CapacityBytes", new BigDecimal("1e400")))
                        .has("capacity"))
                .isFalse();
        assertThat(PartTable.read(PartKind.DRIVE, Values.of("CapacityBytes", new BigDecimal("12.7")))
                        .integer("capacity"))
                .hasValue(12);
    }
}
