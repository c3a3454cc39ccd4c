package coop.plenum.blueprint.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.ItemPatch;
import coop.plenum.blueprint.Rig;
import coop.plenum.blueprint.deploy.Deployments.Drafted;
import coop.plenum.blueprint.deploy.Deployments.Wish;
import coop.plenum.blueprint.language.Blueprint;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class DeploymentsTest {
    private static final String SITE = """
            name: site
            parameters:
              count: {type: integer, default: 2, minimum: 0, maximum: 9}
              cores: {type: integer, default: 1}
            items:
              net:
                type: lab.network
                keep: true
                values: {cidr: 10.0.0.0/16}
              web:
                type: lab.server
                foreach: range(parameters.count)
                title: web-${each.index}
                requires: [net]
                values:
                  hostname: web-${each.index}
                  cores: ${parameters.cores}
                  network: {ref: net}
            outputs:
              hosts: ${live.web.map(w, w.values.hostname)}
            """;

    private final Rig rig = new Rig();
    private final Deployments deployments = rig.parts.deployments;
    private Item blueprint = rig.blueprint("site", SITE);

    private static Wish wish(Map<String, Object> parameters) {
        return new Wish(Map.of("default", Rig.LAB), parameters, "");
    }

    private Drafted deploy(Map<String, Object> parameters) {
        return deployments.deploy(rig.caller, blueprint.id(), "shop", AccessService.ROOT_SPACE, wish(parameters));
    }

    private Deployment applied(Drafted drafted) {
        rig.drafts.apply(rig.caller, drafted.change().orElseThrow().id(), 100, "applied");
        return deployments.find(rig.caller, drafted.deployment().item().id());
    }

    private Drafted update(Deployment deployment, Map<String, Object> parameters) {
        return deployments.update(rig.caller, deployment.item().id(), new Wish(Map.of(), parameters, ""));
    }

    private void rewrite(String source) {
        Item now = rig.content.get(blueprint.id());
        blueprint = rig.content.update(
                rig.caller, now.id(), now.revision(), ItemPatch.values(Values.of("source", source), ""));
    }

    @Test
    void theFirstTimeEverythingIsCreatedAndReferencesAreSteps() {
        Drafted drafted = deploy(Map.of());
        List<Step> steps = rig.drafts.last().steps();
        assertThat(steps).extracting(Step::key).containsExactly("net", "web[0]", "web[1]");
        Step.Create web = (Step.Create) steps.get(1);
        assertThat(web.values().text("network")).contains("step:net");
        assertThat(web.title()).isEqualTo("web-0");
        assertThat(web.connection()).isEqualTo(Rig.LAB);
        assertThat(web.after()).containsExactly("net");
        assertThat(drafted.deployment().status()).isEqualTo("draft");
        assertThat(drafted.deployment().items()).isEmpty();
    }

    @Test
    void onceAppliedTheDeploymentKnowsItsItemsAndTellsItsOutputs() {
        Deployment deployment = applied(deploy(Map.of()));
        assertThat(deployment.status()).isEqualTo("deployed");
        assertThat(deployment.items()).containsOnlyKeys("net", "web[0]", "web[1]");
        assertThat(deployment.parameters()).isEmpty();
        assertThat(rig.parts.outputs.of(rig.caller, deployment).values())
                .containsEntry("hosts", List.of("web-0", "web-1"));
    }

    @Test
    void deployedAgainUnchangedNothingIsDrafted() {
        Deployment deployment = applied(deploy(Map.of()));
        Drafted again = update(deployment, Map.of());
        assertThat(again.change()).isEmpty();
        assertThat(rig.drafts.count()).isEqualTo(1);
        assertThat(again.deployment().items()).hasSize(3);
    }

    @Test
    void whatDiffersIsUpdatedWithOnlyWhatDiffers() {
        Deployment deployment = applied(deploy(Map.of()));
        update(deployment, Map.of("cores", 4L, "count", 3L));
        List<Step> steps = rig.drafts.last().steps();
        assertThat(steps).extracting(Step::key).containsExactly("web[0]", "web[1]", "web[2]");
        assertThat(((Step.Update) steps.get(0)).values()).isEqualTo(Values.of("cores", 4L));
        assertThat(steps.get(0).after()).isEmpty();
        Step.Create third = (Step.Create) steps.get(2);
        assertThat(third.values().text("network"))
                .contains(deployment.items().get("net").toString());
    }

    @Test
    void whatVanishesIsDeletedUnlessItIsKept() {
        Deployment deployment = applied(deploy(Map.of()));
        rewrite("""
                name: site
                parameters: {count: {type: integer, default: 1}, cores: {type: integer, default: 1}}
                items:
                  other: {type: lab.network, values: {cidr: 10.1.0.0/16}}
                """);
        Drafted drafted = update(deployment, Map.of());
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("other", "web[0]", "web[1]");
        UUID net = deployment.items().get("net");
        Deployment after = applied(drafted);
        assertThat(after.items()).containsOnlyKeys("other");
        assertThat(rig.content.find(rig.caller, net)).isPresent();
    }

    @Test
    void whatMayBeReplacedSaysSoAndWhatRefersToItFollows() {
        String source = SITE.replace("    keep: true\n", "    replace: true\n");
        rewrite(source);
        Deployment deployment = applied(deploy(Map.of("count", 1L)));
        rewrite(source.replace("10.0.0.0/16", "10.9.0.0/16"));
        update(deployment, Map.of("count", 1L));
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("net", "web[0]");
        assertThat(rig.drafts.last().steps().get(0))
                .isInstanceOfSatisfying(
                        Step.Update.class, step -> assertThat(step.replace()).isTrue());
        assertThat(rig.drafts.last().steps().get(1)).isInstanceOfSatisfying(Step.Update.class, step -> {
            assertThat(step.replace()).isFalse();
            assertThat(step.values().isEmpty()).isTrue();
        });
    }

    @Test
    void aFieldThatIsNoLongerWantedIsCleared() {
        Deployment deployment = applied(deploy(Map.of("count", 1L)));
        rewrite(SITE.replace("      cores: ${parameters.cores}\n", ""));
        update(deployment, Map.of());
        Values patch = ((Step.Update) rig.drafts.last().steps().get(0)).values();
        assertThat(patch.has("cores")).isTrue();
        assertThat(patch.get("cores")).isEmpty();
    }

    @Test
    void destroyDeletesInReverseAndKeepsWhatIsKept() {
        Deployment deployment = applied(deploy(Map.of()));
        Drafted drafted = deployments.destroy(rig.caller, deployment.item().id(), "");
        assertThat(rig.drafts.last().steps())
                .allSatisfy(step -> assertThat(step).isInstanceOf(Step.Delete.class))
                .extracting(Step::key)
                .containsExactly("web[0]", "web[1]");
        Deployment after = applied(drafted);
        assertThat(after.status()).isEqualTo("destroyed");
        assertThat(after.items()).isEmpty();
    }

    @Test
    void deletesWaitForThoseThatRequireWhatTheyDelete() {
        rewrite(SITE.replace("    keep: true\n", ""));
        Deployment deployment = applied(deploy(Map.of()));
        deployments.destroy(rig.caller, deployment.item().id(), "");
        Step net = rig.drafts.last().steps().get(0);
        assertThat(net.key()).isEqualTo("net");
        assertThat(net.after()).containsExactly("web[0]", "web[1]");
    }

    @Test
    void whatSucceededBeforeAFailureIsNotCreatedTwice() {
        Drafted drafted = deploy(Map.of());
        rig.drafts.apply(rig.caller, drafted.change().orElseThrow().id(), 2, "failed");
        Deployment deployment =
                deployments.find(rig.caller, drafted.deployment().item().id());
        assertThat(deployment.status()).isEqualTo("failed");
        assertThat(deployment.items()).containsOnlyKeys("net", "web[0]");
        update(deployment, Map.of());
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("web[1]");
    }

    @Test
    void whatSucceededBeforeAChangeWasDiscardedStays() {
        Drafted drafted = deploy(Map.of());
        rig.drafts.apply(rig.caller, drafted.change().orElseThrow().id(), 2, "discarded");
        Deployment deployment =
                deployments.find(rig.caller, drafted.deployment().item().id());
        assertThat(deployment.status()).isEqualTo("deployed");
        assertThat(deployment.pending()).isEmpty();
        assertThat(deployment.items()).containsOnlyKeys("net", "web[0]");
        update(deployment, Map.of());
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("web[1]");
    }

    @Test
    void oneChangeIsOpenAtATime() {
        Drafted drafted = deploy(Map.of());
        assertRefused("change-open", () -> update(drafted.deployment(), Map.of()));
        rig.content.remove(drafted.change().orElseThrow().id());
        Deployment free =
                deployments.find(rig.caller, drafted.deployment().item().id());
        assertThat(update(free, Map.of("count", 1L)).change()).isPresent();
    }

    @Test
    void aVanishedResourceIsMadeAnewAndADeletedOneToo() {
        Deployment deployment = applied(deploy(Map.of()));
        rig.content.remove(deployment.items().get("web[1]"));
        rig.content.vanish(rig.caller, Rig.LAB, "lab.server", java.util.Set.of());
        update(deployment, Map.of());
        assertThat(rig.drafts.last().steps())
                .allSatisfy(step -> assertThat(step).isInstanceOf(Step.Create.class))
                .extracting(Step::key)
                .containsExactly("web[0]", "web[1]");
    }

    @Test
    void whoMayNotSeeAnItemCannotReplaceItUnseen() {
        Deployment deployment = applied(deploy(Map.of()));
        rig.content.hide(deployment.items().get("net"));
        assertRefused("access-denied", () -> update(deployment, Map.of()));
        assertRefused(
                "access-denied",
                () -> deployments.destroy(rig.caller, deployment.item().id(), ""));
        assertThat(rig.parts.outputs.of(rig.caller, deployment).problems()).isEmpty();
    }

    @Test
    void whatTheCallerMayNotDoIsRefusedBeforeAnythingIsDrafted() {
        rig.access.deny("blueprint.deployment.create");
        assertRefused("access-denied", () -> deploy(Map.of()));
        assertThat(rig.drafts.count()).isZero();
        Rig other = new Rig();
        assertThat(other.drafts.count()).isZero();
    }

    @Test
    void updateAndDestroyTakeTheirOwnPermissions() {
        Deployment deployment = applied(deploy(Map.of()));
        rig.access.deny("blueprint.deployment.edit");
        assertRefused("access-denied", () -> update(deployment, Map.of("cores", 2L)));
        rig.access.deny("blueprint.deployment.delete");
        assertRefused(
                "access-denied",
                () -> deployments.destroy(rig.caller, deployment.item().id(), ""));
        assertThat(rig.drafts.count()).isEqualTo(1);
    }

    @Test
    void wrongParametersAreToldAllAtOnce() {
        PlenumException thrown = assertRefused(
                "invalid-parameters", () -> deploy(Map.of("count", "two", "cores", 1.5, "colour", "red")));
        assertThat(thrown.violations())
                .extracting(PlenumException.Violation::pointer)
                .containsExactlyInAnyOrder("/parameters/count", "/parameters/cores", "/parameters/colour");
    }

    @Test
    void aConnectionThatIsNotGivenIsNamed() {
        PlenumException thrown = assertRefused(
                "invalid-deployment",
                () -> deployments.deploy(
                        rig.caller,
                        blueprint.id(),
                        "shop",
                        AccessService.ROOT_SPACE,
                        new Wish(Map.of(), Map.of(), "")));
        assertThat(thrown.violations().get(0).pointer()).isEqualTo("/connections/default");
    }

    @Test
    void aBlueprintWithoutItemsIsNotDeployed() {
        rewrite(SITE.replace("    type: lab.network\n", "    type: lab.network\n    when: parameters.count > 5\n")
                .replace("    requires: [net]\n", "")
                .replace("      network: {ref: net}\n", ""));
        assertRefused("nothing-to-deploy", () -> deploy(Map.of("count", 0L)));
        assertThat(rig.content.ofType("blueprint.deployment")).isEmpty();
    }

    @Test
    void whenDraftingFailsNothingStays() {
        rewrite("""
                name: secret
                items:
                  web:
                    type: lab.server
                    values: {password: {secret: {generate: password, length: 32}}}
                """);
        rig.drafts.refuse();
        assertRefused("invalid-change", () -> deploy(Map.of()));
        assertThat(rig.secrets.stored()).isEmpty();
        assertThat(rig.content.ofType("blueprint.deployment")).isEmpty();
    }

    @Test
    void aGeneratedSecretIsNowhereButInItsPlace() {
        rewrite("""
                name: secret
                items:
                  web:
                    type: lab.server
                    values: {hostname: a, password: {secret: {generate: password, length: 32}}}
                """);
        Deployment deployment = applied(deploy(Map.of()));
        String secret = rig.secrets.stored().values().iterator().next();
        assertThat(secret).hasSize(32).matches("[A-Za-z0-9]+");
        Step.Create web = (Step.Create) rig.drafts.last().steps().get(0);
        assertThat(web.values().text("password").orElseThrow()).startsWith("secret:");
        assertThat(deployment.item().values().asMap().toString() + rig.drafts.last())
                .doesNotContain(secret);
        assertThat(update(deployment, Map.of()).change()).isEmpty();
        assertThat(rig.secrets.stored()).hasSize(1);
    }

    @Test
    void aModuleThatIsNotThereIsRefusedInWords() {
        rewrite(SITE + "modules: {lab: \"[1,2)\"}\n");
        assertThat(assertRefused("module-required", () -> deploy(Map.of())))
                .hasMessageContaining("Install it, or enable it.");
        List<Blueprint.Wanted> wanted =
                rig.reader.read(SITE + "modules: {lab: \"[1,2)\"}\n").modules();
        InstalledModules.require(wanted, Map.of("lab", Version.valueOf("1.9.0")));
        assertThat(assertRefused(
                        "module-required",
                        () -> InstalledModules.require(wanted, Map.of("lab", Version.valueOf("2.0.0")))))
                .hasMessageContaining("is there in version 2.0.0");
    }

    @Test
    void anIncludedBlueprintIsDeployedUnderItsName() {
        rig.blueprint("Net", """
                name: Net
                parameters: {cidr: {type: string, required: true}}
                items:
                  net: {type: lab.network, values: {cidr: "${parameters.cidr}"}}
                outputs: {range: "${live.net.values.cidr}"}
                """);
        rewrite("""
                name: outer
                include:
                  base: {blueprint: Net, parameters: {cidr: 10.9.0.0/16}}
                items:
                  web: {type: lab.server, values: {network: "${item.base.net}"}, requires: base.net}
                """);
        Deployment deployment = applied(deploy(Map.of()));
        assertThat(deployment.items()).containsOnlyKeys("base.net", "web");
        Step.Create web = (Step.Create) rig.drafts.last().steps().get(1);
        assertThat(web.values().text("network")).contains("step:base.net");
        assertThat(rig.parts.outputs.of(rig.caller, deployment).values()).containsEntry("base.range", "10.9.0.0/16");
    }

    @Test
    void blueprintsThatIncludeEachOtherAreNamed() {
        rig.blueprint("A", "name: A\ninclude: {b: {blueprint: B}}\nitems: {}\n");
        Item b = rig.blueprint("B", "name: B\ninclude: {a: {blueprint: A}}\nitems: {}\n");
        PlenumException thrown = catchThrowableOfType(
                PlenumException.class,
                () -> deployments.deploy(rig.caller, b.id(), "x", AccessService.ROOT_SPACE, wish(Map.of())));
        assertThat(thrown.violations()).hasSize(1);
        assertThat(thrown.violations().get(0).message()).contains("B -> A -> B");
    }

    @Test
    void anItemThatWouldMoveIsRefused() {
        Deployment deployment = applied(deploy(Map.of()));
        assertRefused(
                "invalid-deployment",
                () -> deployments.update(
                        rig.caller,
                        deployment.item().id(),
                        new Wish(Map.of("default", UUID.randomUUID()), Map.of(), "")));
    }

    @Test
    void aDraftOfAnUnpublishedBlueprintIsRefused() {
        Item now = rig.content.get(blueprint.id());
        rig.content.update(
                rig.caller,
                now.id(),
                now.revision(),
                new ItemPatch(
                        Optional.empty(),
                        Values.empty(),
                        Optional.empty(),
                        Optional.of(coop.plenum.api.content.State.DRAFT),
                        Values.empty(),
                        ""));
        assertRefused("blueprint-not-published", () -> deploy(Map.of()));
    }

    private static PlenumException assertRefused(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        PlenumException thrown = catchThrowableOfType(PlenumException.class, call);
        assertThat(thrown).as(code).isNotNull();
        assertThat(thrown.code()).as(thrown.getMessage()).isEqualTo(code);
        return thrown;
    }

    private static final String CHAIN = """
            name: chain
            parameters: {count: {type: integer, default: 2}, vlan: {type: integer, default: 7}}
            items:
              net:
                type: lab.network
                values: {cidr: 10.0.0.0/16, vlan: "${parameters.vlan}"}
              web:
                type: lab.server
                foreach: range(parameters.count)
                values:
                  hostname: "web-${each.index}.v${live.net.values.vlan}"
                  network: ${live.net.id}
              all:
                type: lab.server
                values:
                  hostname: ${live.web.map(w, w.values.hostname).join(",")}
                  metadata: {first: "${live.web[0].values.hostname}", by: [Plenum, "${deployment.name}"]}
                  cores: ${live.web[parameters.count - 1].values.hostname.size()}
            """;

    @Test
    void valuesComeFromWhatTheSameDeploymentMakes() {
        rewrite(CHAIN);
        Drafted drafted = deploy(Map.of());
        List<Step> steps = rig.drafts.last().steps();
        assertThat(steps).extracting(Step::key).containsExactly("net", "web[0]", "web[1]", "all");
        assertThat(steps.get(1).after()).containsExactly("net");
        assertThat(steps.get(3).after()).containsExactlyInAnyOrder("web[0]", "web[1]");
        assertThat(((Step.Create) steps.get(1)).values().get("hostname"))
                .contains(Map.of(
                        "$expression",
                        "\"web-\" + string(each.index) + \".v\" + string(live.net.values.vlan)",
                        "$live",
                        Map.of("net", "step:net"),
                        "$with",
                        Map.of("each", Map.of("index", 0L))));

        Deployment deployment = applied(drafted);
        Item all = rig.content.get(deployment.items().get("all"));
        assertThat(all.values().requireText("hostname")).isEqualTo("web-0.v7,web-1.v7");
        assertThat(all.values().integer("cores")).hasValue(8);
        assertThat(all.values().nested("metadata").asMap())
                .isEqualTo(Map.of("first", "web-0.v7", "by", List.of("Plenum", "shop")));
        assertThat(rig.content.get(deployment.items().get("web[1]")).values().text("network"))
                .contains(deployment.items().get("net").toString());
    }

    @Test
    void whatIsThereIsTakenAsItIsSoThatNothingIsDraftedWithoutNeed() {
        rewrite(CHAIN);
        Deployment deployment = applied(deploy(Map.of()));

        assertThat(update(deployment, Map.of()).change()).isEmpty();
    }

    @Test
    void whatChangesTakesThoseAlongThatAreMadeOfIt() {
        rewrite(CHAIN);
        Deployment deployment = applied(deploy(Map.of()));

        Drafted drafted = update(deployment, Map.of("vlan", 8L));

        List<Step> steps = rig.drafts.last().steps();
        assertThat(steps).extracting(Step::key).containsExactly("net", "web[0]", "web[1]", "all");
        assertThat(((Step.Update) steps.get(1)).values().asMap()).containsOnlyKeys("hostname", "network");
        Deployment after = applied(drafted);
        assertThat(rig.content.get(after.items().get("all")).values().requireText("hostname"))
                .isEqualTo("web-0.v8,web-1.v8");
    }

    @Test
    void theOrderOfDeletingFollowsLateValues() {
        rewrite(CHAIN);
        Deployment deployment = applied(deploy(Map.of()));

        deployments.destroy(rig.caller, deployment.item().id(), "");

        assertThat(rig.drafts.last().steps()).allSatisfy(step -> {
            if (step.key().equals("net")) {
                assertThat(step.after()).containsExactlyInAnyOrder("web[0]", "web[1]");
            }
        });
    }

    @Test
    void aLateValueThatNamesNothingIsRefusedWithItsPlace() {
        rewrite(CHAIN.replace("live.web[0].values", "live.nothing.values"));
        assertThat(catchThrowableOfType(PlenumException.class, () -> deploy(Map.of()))
                        .violations())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.pointer()).isEqualTo("/items/all/values/metadata");
                    assertThat(problem.code()).isEqualTo("unknown-item");
                });
        rewrite(CHAIN.replace("${live.net.id}", "${[item.net, live.net.id][0]}"));
        assertThat(catchThrowableOfType(PlenumException.class, () -> deploy(Map.of()))
                        .violations())
                .extracting(PlenumException.Violation::code)
                .containsOnly("reference-in-text");
    }

    private static final String BOX = """
            name: box
            parameters: {box: {type: string}}
            items:
              box:
                type: lab.server
                existing: ${parameters.box}
                values: {cores: 9}
              net:
                type: lab.network
                values: {cidr: 10.0.0.0/16, vlan: "${live.box.values.cores}"}
            """;

    private UUID box() {
        return applied(deploy(Map.of("count", 1L))).items().get("web[0]");
    }

    @Test
    void anItemThatIsThereIsSetAndNeverDeleted() {
        UUID box = box();
        rewrite(BOX);

        Drafted drafted = deploy(Map.of("box", box.toString()));
        Step.Update update = (Step.Update) rig.drafts.last().steps().get(0);
        assertThat(update.item()).isEqualTo(box);
        assertThat(update.values()).isEqualTo(Values.of("cores", 9L));
        Deployment deployment = applied(drafted);
        assertThat(deployment.items()).containsEntry("box", box).containsKey("net");
        assertThat(rig.content.get(deployment.items().get("net")).values().integer("vlan"))
                .hasValue(9);

        deployments.destroy(rig.caller, deployment.item().id(), "");
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("net");
    }

    @Test
    void anItemThatIsThereAsItIsWantedBelongsToTheDeploymentAllTheSame() {
        UUID box = box();
        rewrite(BOX);
        applied(deploy(Map.of("box", box.toString())));

        Deployment second = applied(deploy(Map.of("box", box.toString())));
        assertThat(rig.drafts.last().steps()).extracting(Step::key).containsExactly("net");
        assertThat(second.items()).containsEntry("box", box);
    }

    @Test
    void anItemThatIsNotThereOrOfAnotherTypeIsRefused() {
        UUID net = applied(deploy(Map.of("count", 0L))).items().get("net");
        rewrite(BOX);
        assertThat(Map.of(
                        "not an id",
                        "invalid-value",
                        UUID.randomUUID().toString(),
                        "item-missing",
                        net.toString(),
                        "wrong-type"))
                .allSatisfy((given, code) -> assertThat(
                                catchThrowableOfType(PlenumException.class, () -> deploy(Map.of("box", given)))
                                        .violations())
                        .extracting(PlenumException.Violation::code)
                        .contains(code));
    }

    @Test
    void ofTwoWhoAskAtOnceOneIsToldThatTheOtherIsAtIt() {
        Deployment deployment = applied(deploy(Map.of()));
        List<String> told = new ArrayList<>();
        rig.drafts.meanwhile(() ->
                told.add(catchThrowableOfType(PlenumException.class, () -> update(deployment, Map.of("cores", 5L)))
                        .code()));

        assertThat(update(deployment, Map.of("cores", 4L)).change()).isPresent();
        assertThat(told).containsExactly("change-open");
    }
}
