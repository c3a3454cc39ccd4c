package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import coop.plenum.itest.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DemoSite.class)
class AccessPageIT {
    @Test
    void aPersonGetsAnAccountARoleAndWhatFollowsFromIt(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/access/users")) {
            browser.button("New user").click();
            Part form = browser.role("dialog", "New user");
            form.field("Name").type("Erika Muster");
            form.field("Login").type("erika");
            form.field("Password").choose("Type one");
            form.field("New password").type("erika");
            form.button("Create").click();
            form.awaitText("It must have at least 12 characters.").awaitText("It must not contain the login.");
            form.field("Password").choose("Generate one and show it once");
            form.button("Create").click();
            Part secret = browser.role("dialog", "The account of Erika Muster is there.");
            String password = secret.find("code").text();
            secret.button("I have kept it").click();
            browser.awaitPath("/console/access/users/.+").awaitText("No role yet");
            browser.assertAccessible();

            browser.button("Grant a role").click();
            Part grant = browser.role("dialog", "Grant a role to Erika Muster");
            grant.field("Role").type("viewer");
            browser.find("[role=option]").awaitText("viewer").click();
            grant.awaitText("Gives *.view");
            grant.button("Grant").click();
            browser.awaitText("The role is granted.");
            browser.find("plenum-access-effective").awaitText("audit");
            browser.assertAccessible();

            Client erika = site.server().client().logIn("erika", password);
            assertThat(allowed(erika, "audit.view")).isTrue();
            assertThat(allowed(erika, "user.manage")).isFalse();
        }
    }

    @Test
    void whoLacksWhatARoleContainsIsToldBeforeGrantingIt(Site site) {
        Client admin = site.server().admin();
        role(admin, "help-desk", "access.grant", "access.view", "role.view", "user.view", "space.view");
        try (Browser browser = site.browser().as(site.user("desk", "help-desk")).go("/console/access/grants")) {
            browser.button("Grant a role").click();
            Part grant = browser.role("dialog", "Grant a role");
            grant.field("To whom").type("desk");
            browser.find("[role=option]").awaitText("desk").click();
            grant.field("Role").type("operator");
            browser.find("[role=option]").awaitText("operator").click();
            grant.awaitText("Nobody passes on what they lack").awaitText("You lack *.act");
            assertThat(grant.button("Grant").attribute("aria-disabled")).isEqualTo("true");
            browser.assertAccessible();
        }
    }

    @Test
    void aRoleChangesInTheMatrixOnceItsChangesAreReviewed(Site site) {
        Client admin = site.server().admin();
        String id = role(admin, "log-readers", "*.view");
        try (Browser browser = site.browserOfAdmin().go("/console/access/roles?role=log-readers&q=operation")) {
            browser.find("[aria-label='log-readers contains operation.view by the pattern *.view']")
                    .awaitShown();
            browser.field("log-readers: operation.retry").click();
            browser.awaitText("1 change in 1 role");
            browser.assertAccessible();
            browser.button("Review and save").click();
            Part review = browser.role("dialog", "Save this role?");
            review.awaitText("+ operation.retry");
            review.button("Save").click();
            browser.awaitText("The role is saved.");
        }
        assertThat(admin.get("/api/v1/roles/" + id).expect(200).json().path("permissions"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("*.view", "operation.retry");
    }

    @Test
    void whoMayNotSeeSomethingLearnsWhatIsLackingAndWhoCouldGrantIt(Site site) {
        try (Browser browser = site.browser().as(site.user("stranger")).go("/console/access/users")) {
            browser.awaitText("You may not see this");
            browser.assertAccessible();
            browser.find("plenum-forbidden", "a").awaitText("Why?").click();
            browser.awaitPath("/console/access/why\\?permission=user.view")
                    .awaitText("No: stranger lacks user.view in /")
                    .awaitText("stranger holds no role that contains user.view")
                    .awaitText("Who could grant it in /: ");
            browser.assertAccessible();
        }
    }

    @Test
    void aTokenShowsItsSecretOnceAndEndsWhenItIsRevoked(Site site) {
        Client owner = site.user("token-owner", "viewer");
        try (Browser browser = site.browser().as(owner).go("/console/access/tokens")) {
            browser.button("New token").click();
            Part form = browser.role("dialog", "New token");
            form.field("Name").type("Nightly export");
            form.field("Permissions").type("audit.view");
            browser.find("[role=option]").awaitText("audit.view").click();
            form.button("Create").click();
            Part secret = browser.role("dialog", "The token Nightly export");
            assertThat(secret.find("code").text()).matches("plm_[\\w-]{43}");
            browser.assertAccessible();
            secret.button("I have kept it").click();
            browser.find("plenum-table", "tbody tr").awaitText("Nightly export").awaitText("audit.view");

            browser.button("Revoke Nightly export").click();
            browser.role("dialog", "Revoke Nightly export").button("Revoke").click();
            browser.awaitText("No API tokens");
        }
        assertThat(owner.get("/api/v1/tokens").expect(200).json().path("items")).isEmpty();
    }

    @Test
    void aSpaceIsMadeRenamedAndDeletedInTheTree(Site site) {
        try (Browser browser = site.browserOfAdmin().go("/console/access/spaces")) {
            browser.button("New space").click();
            Part form = browser.role("dialog", "New space in All spaces");
            form.field("Title").type("Northwind");
            form.field("Short name").type("northwind");
            form.button("Create").click();
            browser.awaitText("/northwind is there.");

            browser.button("Actions for Northwind").click();
            browser.role("menuitem", "Rename").click();
            Part rename = browser.role("dialog", "Rename Northwind");
            rename.field("Title").type("Southwind");
            rename.button("Save").click();

            browser.button("Actions for Southwind").click();
            browser.role("menuitem", "Delete").click();
            browser.role("dialog", "Delete Southwind?").button("Delete").click();
            browser.awaitText("/northwind is deleted.");
        }
        assertThat(site.server().admin().get("/api/v1/spaces").json().path("items"))
                .extracting(space -> space.path("name").asText())
                .doesNotContain("northwind");
    }

    private static String role(Client admin, String name, String... permissions) {
        return admin.post("/api/v1/roles", Map.of("name", name, "permissions", List.of(permissions)))
                .expect(201)
                .text("/id");
    }

    private static boolean allowed(Client client, String permission) {
        return client.get("/api/v1/access/explain?permission=" + permission)
                .expect(200)
                .json()
                .path("allowed")
                .asBoolean();
    }
}
