package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DemoSite.class)
class AccountPageIT {
    @Test
    void peopleChangeTheirOwnNameAndPassword(Site site) {
        Client self = site.user("self-made");
        try (Browser browser = site.browser().as(self).go("/console/account")) {
            browser.field("Name").type("Self Made");
            browser.button("Save").click();
            browser.awaitText("Your name is saved.");
            browser.assertAccessible();

            browser.button("Change password").click();
            Part form = browser.role("dialog", "Change password");
            form.field("Password now").type(Site.PASSWORD);
            form.field("New password").type("too short");
            form.field("New password, again").type("too short");
            form.button("Change password").click();
            form.awaitText("It must have at least 12 characters.");
            form.field("New password").type("long enough to stay");
            form.field("New password, again").type("long enough to stay");
            form.button("Change password").click();
            browser.awaitText("Your password is changed.");
        }
        Client again = site.server().client().logIn("self-made", "long enough to stay");
        String id = again.get("/api/v1/session").expect(200).text("/subject/id");
        assertThat(again.get("/api/v1/users/" + id).expect(200).text("/displayName"))
                .isEqualTo("Self Made");
    }
}
