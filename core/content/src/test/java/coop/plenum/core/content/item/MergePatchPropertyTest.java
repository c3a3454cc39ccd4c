package coop.plenum.core.content.item;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.core.store.Json;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergePatchPropertyTest {
    @Provide
    Arbitrary<Values> documents() {
        return objects(3).map(Values::of);
    }

    private static Arbitrary<Map<String, Object>> objects(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.of("x", "y", "").map(text -> (Object) text),
                Arbitraries.longs().between(0, 3).map(number -> (Object) number),
                Arbitraries.of(true, false).map(flag -> (Object) flag),
                Arbitraries.bigDecimals()
                        .between(java.math.BigDecimal.ZERO, java.math.BigDecimal.ONE)
                        .ofScale(2)
                        .map(number -> (Object) number));
        Arbitrary<Object> value = depth == 0
                ? leaf
                : Arbitraries.oneOf(
                        leaf,
                        leaf.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.lazy(() -> objects(depth - 1)).map(map -> (Object) map));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), value).ofMaxSize(4);
    }

    @Property
    void aDiffLeadsFromBeforeToAfter(@ForAll("documents") Values before, @ForAll("documents") Values after) {
        Values diff = MergePatch.between(before, after);
        assertThat(before.merge(diff)).isEqualTo(after);
        assertThat(diff.isEmpty()).isEqualTo(before.equals(after));
    }

    @Property
    void aStoredDiffIsTheSame(@ForAll("documents") Values before, @ForAll("documents") Values after) {
        Values diff = MergePatch.between(before, after);
        assertThat(before.merge(Json.read(Json.write(diff)))).isEqualTo(after);
    }
}
