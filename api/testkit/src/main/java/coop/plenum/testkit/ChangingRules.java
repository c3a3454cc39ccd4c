package coop.plenum.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How a provider creates, updates and deletes, also when it is asked twice or stopped half-way. */
abstract class ChangingRules extends LookingRules {
    private static final int MOST_REQUESTS = 50;

    @Test
    void creatingTwiceWithOneKeyMakesOneResource() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            String key = newKey();
            ResourceState first = created(handler, wanted, key);
            ResourceState second = created(handler, wanted, key);

            assertThat(second.externalId())
                    .as("apply(CREATE) with an idempotency key seen before must answer with the resource made then")
                    .isEqualTo(first.externalId());
            assertListedOnce(handler, wanted);
            delete(handler, first);
        }
    }

    @Test
    void aCreateThatIsCutShortIsFinishedByTheNextAttempt() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            boolean cut = true;
            for (int requests = 0; cut && requests < MOST_REQUESTS; requests++) {
                FakeOperationContext context =
                        FakeOperationContext.cutShort(newKey(), requests).pausingAtMost(longestPause());
                boolean done = answersThatItIsDone(handler, wanted, context);
                cut = context.wasCutShort();
                ResourceState made = created(handler, wanted, context.idempotencyKey());

                if (cut || !done) {
                    assertListedOnce(handler, wanted);
                    assertHas(present(handler, ref(made)), wanted.values(), "a create that was cut short and repeated");
                }
                delete(handler, made);
            }
        }
    }

    private static boolean answersThatItIsDone(
            ResourceHandler handler, Creatable wanted, FakeOperationContext context) {
        try {
            return handler.apply(creation(wanted, context.idempotencyKey()), context) instanceof Step.Done;
        } catch (InterruptedException e) {
            return false;
        } finally {
            // a provider may restore the interrupt for its caller, who has seen it
            Thread.interrupted();
        }
    }

    private void assertListedOnce(ResourceHandler handler, Creatable wanted)
            throws ProviderException, InterruptedException {
        if (handler instanceof Discoverer) {
            assertThat(discover(handler))
                    .as(
                            "\"%s\" must exist once: a further apply(CREATE) with the same idempotency key must finish"
                                    + " what the one before has begun and make nothing new",
                            wanted.title())
                    .filteredOn(state -> state.title().equals(wanted.title()))
                    .hasSize(1);
        }
    }

    @Test
    void aLostCreateIsFoundByItsIdentity() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());

            assertShows(
                    made,
                    observe(handler, ref(wanted)),
                    "observe() without an external id must find \"" + wanted.title()
                            + "\" by the identity fields of its" + " type, "
                            + handler.type().identity() + ", and tell the same of it as apply(CREATE)");
            delete(handler, made);
            assertThat(observe(handler, ref(wanted)))
                    .as("observe() of \"%s\" must answer Observed.Absent once it is deleted", wanted.title())
                    .isEqualTo(new Observed.Absent());
        }
    }

    @Test
    void updatingTwiceGivesTheValuesWanted() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());
            String key = newKey();
            done(handler, update(wanted, made), key);
            done(handler, update(wanted, made), key);

            assertHas(present(handler, ref(made)), wanted.change(), "apply(UPDATE)");
            delete(handler, made);
        }
    }

    private static void assertHas(ResourceState now, Values wanted, String after) {
        wanted.forEach((name, value) -> {
            if (!isSecret(value)) { // a secret is only ever set
                assertThat(now.values().asMap())
                        .as("after %s, observe() must show the values of Change.after(): %s is wrong", after, name)
                        .containsEntry(name, value);
            }
        });
    }

    @Test
    void updatingWhatIsGoneSaysThatItIsMissing() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());
            delete(handler, made);

            assertFailed(
                    handler.apply(update(wanted, made), context()),
                    Category.MISSING,
                    "apply(UPDATE) of a resource that is gone");
        }
    }

    @Test
    void deletingTwiceIsNoFailure() throws Exception {
        for (Creatable wanted : fixture.creatable()) {
            ResourceHandler handler = handler(wanted.type());
            ResourceState made = created(handler, wanted, newKey());
            delete(handler, made);
            assertThat(last(apply(handler, deletion(made), context())))
                    .as("apply(DELETE) of a resource that is gone must be answered by Step.done(): it is as wanted")
                    .isInstanceOf(Step.Done.class);

            assertThat(observe(handler, ref(made)))
                    .as("observe() must answer Observed.Absent after apply(DELETE)")
                    .isEqualTo(new Observed.Absent());
        }
    }

    @Test
    void whatCannotBeChangedSaysSo() throws Exception {
        for (String type : fixture.unchangeable()) {
            for (Change.Kind kind : Change.Kind.values()) {
                assertUnsupported(handler(type), kind, "declares with notChanging(...)");
            }
        }
    }

    @Test
    void whatTheFixtureDoesNotDeclareCannotBeMade() throws Exception {
        Set<String> declared = fixture.creatable().stream().map(Creatable::type).collect(Collectors.toSet());
        declared.addAll(fixture.unchangeable());
        for (ResourceHandler handler : provider.handlers()) {
            if (!declared.contains(name(handler))) {
                assertUnsupported(handler, Change.Kind.CREATE, "does not declare with creating(...)");
            }
        }
    }

    private void assertUnsupported(ResourceHandler handler, Change.Kind kind, String declared)
            throws InterruptedException {
        assertFailed(
                handler.apply(
                        new Change(kind, ref("any"), Values.empty(), Values.empty(), Optional.empty()), context()),
                Category.UNSUPPORTED,
                "apply(" + kind + ") of " + name(handler) + ", which the fixture " + declared + ",");
    }
}
