package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.ResourceHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a rule takes the actions of one handler with, and which of them it has taken. */
final class ActionProofs {
    private final ProviderFixture fixture;
    private final String type;
    private final List<Action> actions;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> missed = new TreeMap<>();

    ActionProofs(ProviderFixture fixture, ResourceHandler handler) {
        this.fixture = fixture;
        this.type = handler.type().contentType();
        this.actions = handler instanceof Actions acting ? acting.actions() : List.of();
    }

    List<Action> actions() {
        return actions;
    }

    /** An action that needs parameters is in the fixture in one way or the other, and nothing is that there is not. */
    void assertComplete() {
        for (Action action : actions) {
            assertThat(!needsParameters(action) || given(action).isPresent() || unproven(action))
                    .as(
                            "the action %s of %s needs parameters, which the kit cannot know: give them in the fixture"
                                    + " with acting(\"%s\", \"%s\", parameters), or say with unproven(...) why it cannot"
                                    + " be proven",
                            action.name(), type, type, action.name())
                    .isTrue();
        }
        fixture.acting().stream().filter(one -> one.type().equals(type)).forEach(one -> assertListed(one.action()));
        fixture.unproven().stream().filter(one -> one.type().equals(type)).forEach(one -> assertListed(one.action()));
    }

    private void assertListed(String name) {
        assertThat(actions)
                .as("the fixture names the action %s of %s, which actions() does not list", name, type)
                .extracting(Action::name)
                .contains(name);
    }

    /** Whether it is to be taken on a resource: those with parameters once, on any; others only on each of the sample. */
    boolean due(Action action, boolean sample) {
        return given(action).isPresent() ? !taken.contains(action.name()) : sample && !needsParameters(action);
    }

    Values parameters(Action action) {
        return given(action).orElse(Values.empty());
    }

    void taken(Action action) {
        taken.add(action.name());
    }

    /** @param why it could not be taken on a resource, in words */
    void missed(Action action, String why) {
        missed.put(action.name(), why);
    }

    /** Those that the fixture gives parameters for. */
    void assertGivenTaken() {
        for (Action action : actions) {
            assertThat(given(action).isEmpty() || taken.contains(action.name()))
                    .as(
                            "the action %s of %s, which the fixture gives parameters for, could be taken on none of the"
                                    + " resources that are listed: %s",
                            action.name(), type, why(action))
                    .isTrue();
        }
    }

    /** Actions that were not taken, and why. */
    Map<String, String> unproven() {
        Map<String, String> all = new TreeMap<>();
        for (Action action : actions) {
            if (!taken.contains(action.name())) {
                all.put(action.name(), why(action));
            }
        }
        return all;
    }

    private String why(Action action) {
        return fixture.unproven().stream()
                .filter(one -> one.type().equals(type) && one.action().equals(action.name()))
                .map(ProviderFixture.Unproven::reason)
                .findFirst()
                .orElseGet(() -> missed.getOrDefault(action.name(), "there is none"));
    }

    private boolean unproven(Action action) {
        return fixture.unproven().stream()
                .anyMatch(one -> one.type().equals(type) && one.action().equals(action.name()));
    }

    private Optional<Values> given(Action action) {
        return fixture.acting().stream()
                .filter(one -> one.type().equals(type) && one.action().equals(action.name()))
                .map(ProviderFixture.Acting::parameters)
                .findFirst();
    }

    private static boolean needsParameters(Action action) {
        return action.parameters().stream().anyMatch(field -> field.is(Field.Flag.REQUIRED));
    }
}
