package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** The kit lets a good provider pass, catches bad ones, and tells their authors what to fix. */
final class ProviderContractTest {
    private static final Path REFERENCE = Path.of("../../docs/reference/contract-kit.md");
    private static final Pattern TABLE_ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    @Test
    void aGoodProviderKeepsEachRule() {
        KitRun run = KitRun.against(Harbour.class);

        assertThat(run.broken()).isEmpty();
        assertThat(run.kept()).isEqualTo(rules());
    }

    @ParameterizedTest
    @MethodSource("badProviders")
    void aBadProviderBreaksOneRuleAndIsToldWhatToFix(Class<?> bad) {
        Breaks flaw = bad.getAnnotation(Breaks.class);

        KitRun run = KitRun.against(bad);

        assertThat(run.broken()).containsOnlyKeys(flaw.value());
        assertThat(run.broken().get(flaw.value())).contains(flaw.says());
    }

    @Test
    void eachRuleHasABadProvider() {
        assertThat(badProviders().map(bad -> bad.getAnnotation(Breaks.class).value()))
                .as("each rule of the kit needs a bad provider in one of the ...Flaws, marked with @Breaks")
                .containsAll(rules());
    }

    @Test
    void theReferenceExplainsEachRuleAndNoOther() throws Exception {
        List<String> explained = TABLE_ROW
                .matcher(Files.readString(REFERENCE))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(explained).as(REFERENCE.toString()).containsExactlyInAnyOrderElementsOf(rules());
    }

    private static Stream<Class<?>> badProviders() {
        return Stream.of(
                        ConnectionFlaws.class,
                        TroubleFlaws.class,
                        SecretFlaws.class,
                        LookingFlaws.class,
                        ChangingFlaws.class,
                        FollowingFlaws.class,
                        ActionFlaws.class,
                        ConsoleFlaws.class,
                        PlanningFlaws.class,
                        TellingFlaws.class,
                        RotatingFlaws.class)
                .flatMap(flaws -> Arrays.stream(flaws.getDeclaredClasses()));
    }

    private static Set<String> rules() {
        return AnnotationSupport.findAnnotatedMethods(
                        ProviderContract.class, Test.class, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(rule -> rule.getName())
                .collect(Collectors.toSet());
    }
}
