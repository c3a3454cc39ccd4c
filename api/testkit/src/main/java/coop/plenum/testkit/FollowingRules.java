package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.IncrementalDiscoverer;
import coop.plenum.api.provider.IncrementalDiscoverer.Changes;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a provider tells what has changed since it was asked before. One that cannot is not asked. */
abstract class FollowingRules extends ChangingRules {
    private static final int SAMPLE = 20;
    private static final int LONGEST_CURSOR = 512;

    @Test
    void changesNameWhatIsNewOrDiffers() throws Exception {
        for (Creatable wanted : followed()) {
            ResourceHandler handler = handler(wanted.type());
            String before = cursor(handler);
            ResourceState made = created(handler, wanted, newKey());
            Told told = told(handler, before);
            ResourceState first = present(handler, ref(made));
            assertNamed(handler, told, first);

            done(handler, update(wanted, made), newKey());
            told = told(handler, told.cursor());
            ResourceState second = present(handler, ref(made));
            if (!second.equals(first)) {
                assertNamed(handler, told, second);
            }
            delete(handler, made);
        }
    }

    private static void assertNamed(ResourceHandler handler, Told told, ResourceState now) {
        assertThat(told.changed())
                .as(
                        "changes() of %s must name in Changes.changed() what is new or differs since the cursor, and"
                                + " \"%s\" is and does",
                        name(handler), now.externalId())
                .containsKey(now.externalId());
        assertShows(
                told.changed().get(now.externalId()),
                new Observed.Present(now),
                "changes() and observe() must tell the same of \"" + now.externalId()
                        + "\": Changes.changed() has it as it is now");
    }

    @Test
    void changesNameWhatIsGone() throws Exception {
        for (Creatable wanted : followed()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());
            String before = cursor(handler);
            delete(handler, made);

            assertThat(told(handler, before).gone())
                    .as(
                            "changes() of %s must name in Changes.gone() what existed at the cursor and was deleted since:"
                                    + " \"%s\"",
                            name(handler), made.externalId())
                    .contains(made.externalId());
        }
    }

    @Test
    void changesNameNothingThatIsNotSo() throws Exception {
        for (ResourceHandler handler : followers()) {
            Told told = told(handler, told(handler, cursor(handler)).cursor());
            for (ResourceState state :
                    told.changed().values().stream().limit(SAMPLE).toList()) {
                assertShows(
                        state,
                        observe(handler, ref(state)),
                        "what changes() of " + name(handler)
                                + " names in Changes.changed() must be there as it says: \"" + state.externalId()
                                + "\"");
            }
            for (String gone : told.gone().stream().limit(SAMPLE).toList()) {
                assertThat(observe(handler, ref(gone)))
                        .as(
                                "what changes() of %s names in Changes.gone() must not be there: \"%s\" would be taken for"
                                        + " vanished",
                                name(handler), gone)
                        .isEqualTo(new Observed.Absent());
            }
        }
    }

    @Test
    void aCursorThatIsNotKnownIsNoFailure() throws Exception {
        for (ResourceHandler handler : followers()) {
            assertThat(((IncrementalDiscoverer) handler).changes("no-such-cursor", context()))
                    .as(
                            "changes() of %s with a cursor that it does not know must be empty, so that everything is"
                                    + " listed: it may come from before a restart or an upgrade",
                            name(handler))
                    .isEmpty();
        }
    }

    private List<ResourceHandler> followers() {
        return provider.handlers().stream()
                .filter(IncrementalDiscoverer.class::isInstance)
                .toList();
    }

    /** What can be made, and the making of which can be followed. */
    private List<Creatable> followed() {
        return fixture.creatable().stream()
                .filter(wanted -> handler(wanted.type()) instanceof IncrementalDiscoverer)
                .toList();
    }

    private String cursor(ResourceHandler handler) throws ProviderException, InterruptedException {
        return sound(handler, ((IncrementalDiscoverer) handler).cursor(context()));
    }

    private String sound(ResourceHandler handler, String cursor) {
        assertThat(cursor)
                .as("a cursor of %s must not be longer than %s characters", name(handler), LONGEST_CURSOR)
                .hasSizeLessThanOrEqualTo(LONGEST_CURSOR);
        fixture.credentials().values().stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .forEach(secret -> assertThat(cursor.contains(secret))
                        .as("a cursor of %s is stored as it is, and must hold no secret", name(handler))
                        .isFalse());
        return cursor;
    }

    /**
     * All that has happened, in the end.
     *
     * @param cursor where it goes on
     */
    private record Told(Map<String, ResourceState> changed, Set<String> gone, String cursor) {}

    private Told told(ResourceHandler handler, String since) throws ProviderException, InterruptedException {
        Map<String, ResourceState> changed = new HashMap<>();
        Set<String> gone = new HashSet<>();
        Set<String> cursors = new HashSet<>();
        String cursor = since;
        boolean more;
        do {
            assertThat(cursors.add(cursor))
                    .as(
                            "changes() of %s says that there is more to be told and gives a cursor that it has given"
                                    + " before, so it never ends: each cursor must lead on",
                            name(handler))
                    .isTrue();
            Changes part = changes(handler, cursor);
            for (ResourceState state : part.changed()) {
                changed.put(state.externalId(), state);
                gone.remove(state.externalId());
            }
            for (String id : part.gone()) {
                changed.remove(id);
                gone.add(id);
            }
            cursor = sound(handler, part.cursor());
            more = part.more();
        } while (more);
        return new Told(changed, gone, cursor);
    }

    private Changes changes(ResourceHandler handler, String cursor) throws ProviderException, InterruptedException {
        Optional<Changes> told = ((IncrementalDiscoverer) handler).changes(cursor, context());
        assertThat(told)
                .as(
                        "changes() of %s must know what has happened since a cursor that it has just given: empty is for"
                                + " those that do not reach back so far",
                        name(handler))
                .isPresent();
        return told.orElseThrow();
    }
}
