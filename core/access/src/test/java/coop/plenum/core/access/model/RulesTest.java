package coop.plenum.core.access.model;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.SpaceScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Decisions on random sites, compared with a naive reading of the rule. */
final class RulesTest {
    private static final List<String> PERMISSIONS =
            List.of("a.view", "a.edit", "a.wipe", "b.view", "b.c.view", "b.c.edit", "other");
    private static final List<String> PATTERNS = List.of(
            "*",
            "*.view",
            "*.edit",
            "*.wipe",
            "*.c.view",
            "a.*",
            "b.*",
            "b.c.*",
            "a.view",
            "a.wipe",
            "b.view",
            "b.c.edit");
    private static final int ROLES = 4;

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void decisionsAreThoseOfTheNaiveModel(@ForAll("worlds") World world) {
        Rules rules = world.rules();
        forEachCaller(world, (user, byToken) -> {
            Caller caller = world.caller(user, byToken);
            for (String permission : PERMISSIONS) {
                SpaceScope scope = rules.scope(caller, permission);
                for (int space = 0; space < world.spaces(); space++) {
                    boolean expected = world.allowed(user, byToken, permission, space);
                    UUID id = World.space(space);
                    assertThat(rules.decide(caller, permission, id).allowed()).isEqualTo(expected);
                    assertThat(scope.covers(id)).isEqualTo(expected);
                    assertThat(rules.holds(caller, permission, id)).isEqualTo(expected);
                }
            }
        });
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whoHoldsAPatternHoldsAllThatItMatchesHereAndBelow(@ForAll("worlds") World world) {
        Rules rules = world.rules();
        forEachCaller(world, (user, byToken) -> {
            Caller caller = world.caller(user, byToken);
            for (String pattern : PATTERNS) {
                for (int space = 0; space < world.spaces(); space++) {
                    if (rules.holds(caller, pattern, World.space(space))) {
                        for (UUID below : rules.model().spaces().subtree(World.space(space))) {
                            assertHoldsAll(rules, caller, pattern, below);
                        }
                    }
                }
            }
        });
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void explanationsAgreeWithDecisions(@ForAll("worlds") World world) {
        Rules rules = world.rules();
        Explanation explanation = new Explanation(rules);
        forEachCaller(world, (user, byToken) -> {
            Caller caller = world.caller(user, byToken);
            for (String permission : PERMISSIONS) {
                UUID space = World.space(world.spaces() - 1);
                assertThat(explanation.explain(caller, permission, space, true)).satisfies(words -> {
                    assertThat(words.allowed())
                            .isEqualTo(rules.decide(caller, permission, space).allowed());
                    assertThat(words.reasons()).isNotEmpty();
                });
            }
        });
    }

    private static void assertHoldsAll(Rules rules, Caller caller, String pattern, UUID space) {
        for (String permission : PERMISSIONS) {
            if (World.anyMatches(Set.of(pattern), permission)) {
                assertThat(rules.decide(caller, permission, space).allowed()).isTrue();
            }
        }
    }

    /** A user, by themselves or by their token. */
    @FunctionalInterface
    private interface Check {
        void of(int user, boolean byToken);
    }

    private static void forEachCaller(World world, Check check) {
        for (int user = 0; user < World.USERS; user++) {
            check.of(user, false);
            if (world.tokens().containsKey(user)) {
                check.of(user, true);
            }
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 1000);
        Arbitrary<Set<String>> patterns =
                Arbitraries.of(PATTERNS).set().ofMinSize(0).ofMaxSize(3);
        Arbitrary<List<Set<Integer>>> memberships = Arbitraries.integers()
                .between(0, World.GROUPS - 1)
                .set()
                .ofMaxSize(World.GROUPS)
                .list()
                .ofSize(World.USERS);
        Arbitrary<Set<Integer>> disabled =
                Arbitraries.integers().between(0, World.USERS - 1).set().ofMaxSize(1);
        Arbitrary<List<List<Integer>>> grants = any.list().ofSize(3).list().ofMaxSize(8);
        Arbitrary<Map<Integer, World.Token>> tokens = Arbitraries.maps(
                        Arbitraries.integers().between(0, World.USERS - 1),
                        Combinators.combine(
                                        patterns,
                                        any,
                                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)))
                                .as(World.Token::new))
                .ofMaxSize(World.USERS);
        return Combinators.combine(
                        any.list().ofMinSize(0).ofMaxSize(9),
                        patterns.list().ofSize(ROLES),
                        memberships,
                        disabled,
                        grants,
                        tokens)
                .as(RulesTest::world);
    }

    /** Brings the numbers into the range that the tree has. */
    private static World world(
            List<Integer> parents,
            List<Set<String>> roles,
            List<Set<Integer>> memberships,
            Set<Integer> disabled,
            List<List<Integer>> grants,
            Map<Integer, World.Token> tokens) {
        List<Integer> tree = new ArrayList<>();
        for (int i = 0; i < parents.size(); i++) {
            tree.add(parents.get(i) % (i + 1));
        }
        int spaces = tree.size() + 1;
        List<int[]> given = grants.stream()
                .map(grant -> new int[] {
                    grant.get(0) % (World.USERS + World.GROUPS), grant.get(1) % ROLES, grant.get(2) % spaces
                })
                .toList();
        Map<Integer, World.Token> narrowed = new HashMap<>();
        tokens.forEach((user, token) -> narrowed.put(
                user, new World.Token(token.permissions(), token.space() % spaces, token.revoked(), token.expired())));
        return new World(tree, roles, memberships, disabled, given, narrowed);
    }
}
