package coop.plenum.core.content.query;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Page;
import coop.plenum.api.PageRequest;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemQuery;
import coop.plenum.core.content.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Lists on random items against the same computed in memory. */
class ListPropertyTest {
    private static List<Things> engines = List.of();

    @BeforeContainer
    static void open() {
        engines = Things.onEachEngine();
    }

    @AfterContainer
    static void close() throws Exception {
        for (Things things : engines) {
            if (things.world().database instanceof AutoCloseable database) {
                database.close();
            }
        }
    }

    @Provide
    Arbitrary<Formula> formulas() {
        return Formula.any();
    }

    @Provide
    Arbitrary<String> sorts() {
        return Arbitraries.of(
                        "text", "count", "price", "spare", "made", "address", "size", "title", "state", "createdAt")
                .flatMap(name -> Arbitraries.of(name, "-" + name));
    }

    @Property(tries = 150)
    void aFilterMeansInSqlWhatItMeansInMemory(@ForAll("formulas") Formula formula) {
        for (Things things : engines) {
            ItemQuery query =
                    ItemQuery.ofType(Things.TYPE).filter(formula.text()).page(PageRequest.first(1000));
            assertThat(things.world().content.list(World.SYSTEM, query).items())
                    .extracting(Item::id)
                    .containsExactlyInAnyOrderElementsOf(things.items().stream()
                            .filter(formula.meaning())
                            .map(Item::id)
                            .toList());
        }
    }

    @Property(tries = 60)
    void pagesGiveEachItemOnceInOrder(
            @ForAll("sorts") String sort,
            @ForAll("formulas") Formula formula,
            @ForAll @IntRange(min = 1, max = 40) int limit) {
        for (Things things : engines) {
            List<Item> paged = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                Page<Item> page = things.world()
                        .content
                        .list(
                                World.SYSTEM,
                                ItemQuery.ofType(Things.TYPE)
                                        .filter(formula.text())
                                        .sort(sort)
                                        .page(new PageRequest(limit, after)));
                paged.addAll(page.items());
                after = page.next();
            } while (after.isPresent());
            assertThat(paged)
                    .extracting(Item::id)
                    .containsExactlyElementsOf(things.items().stream()
                            .filter(formula.meaning())
                            .sorted(order(sort))
                            .map(Item::id)
                            .toList());
        }
    }

    private static Comparator<Item> order(String sort) {
        String name = sort.replace("-", "");
        Comparator<Item> byValue = (a, b) -> {
            Object left = key(a, name);
            Object right = key(b, name);
            return left == null || right == null ? 0 : compare(left, right);
        };
        Comparator<Item> within = byValue.thenComparing(item -> item.id().toString());
        return Comparator.<Item>comparingInt(item -> key(item, name) == null ? 1 : 0)
                .thenComparing(sort.startsWith("-") ? within.reversed() : within);
    }

    /** Surrogates, of which there is one text, come last in UTF-16 as well as by code points here. */
    private static int compare(Object left, Object right) {
        return Formula.compare(left, right);
    }

    private static @Nullable Object key(Item item, String name) {
        return switch (name) {
            case "title" -> item.title();
            case "state" -> item.state().name();
            case "createdAt" -> item.id().toString();
            case "made" -> item.values().text(name).map(Instant::parse).orElse(null);
            case "address" ->
                item.values().text(name).map(Things.ADDRESSES::indexOf).orElse(null);
            case "price" ->
                item.values().decimal(name).map(BigDecimal::stripTrailingZeros).orElse(null);
            default -> item.values().get(name).orElse(null);
        };
    }
}
