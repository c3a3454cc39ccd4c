package coop.plenum.console.extension;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.console.Contribution;
import coop.plenum.api.console.Contribution.Place;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String GOOD = """
            {"place": "nav", "element": "example-worlds", "title": "Worlds", "icon": "globe", "script": "worlds.js",
             "permission": "example.status.view"}""";

    private static Manifest read(String json) {
        return Manifest.read("example", json.getBytes(StandardCharsets.UTF_8), "worlds.js"::equals);
    }

    private static Manifest contributing(String... contributions) {
        return read("{\"api\": 1, \"contributions\": [" + String.join(",", contributions) + "]}");
    }

    @Test
    void aRightManifestIsRead() {
        Manifest manifest = contributing(GOOD);
        assertThat(manifest.words()).isEmpty();
        assertThat(manifest.api()).isEqualTo(1);
        assertThat(manifest.contributions())
                .containsExactly(new Contribution(
                        Place.NAV,
                        "example-worlds",
                        "Worlds",
                        Optional.of("globe"),
                        "worlds.js",
                        "example.status.view",
                        Optional.empty()));
    }

    @ParameterizedTest(name = "{0} with target {1}")
    @CsvSource({
        "nav,, true",
        "nav, example.server, false",
        "item-tab,, true",
        "item-tab, example.server, true",
        "item-action, example.server, true",
        "dashboard-tile,, true",
        "dashboard-tile, x, false",
        "field-widget,, false",
        "field-widget, cidr, true",
        "connection-form,, false",
        "connection-form, simulator, true",
    })
    void eachPlaceHasItsRuleForTargets(String place, String target, boolean right) {
        String json = GOOD.replace("\"nav\"", "\"" + place + "\"")
                .replace(
                        "\"icon\": \"globe\"",
                        target == null ? "\"icon\": \"globe\"" : "\"target\": \"" + target + "\"");
        assertThat(contributing(json).words().isEmpty()).isEqualTo(right);
    }

    @Test
    void aWrongContributionIsLeftOutAndTheOthersStay() {
        Manifest manifest = contributing(GOOD, GOOD.replace("\"nav\"", "\"sidebar\""));
        assertThat(manifest.contributions()).hasSize(1);
        assertThat(manifest.words())
                .hasValueSatisfying(words ->
                        assertThat(words).startsWith("Contribution 2: \"place\" must be one of nav, item-tab,"));
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"example-worlds\" | \"worlds\" | \"element\" must begin with \"example-\"",
                "\"example-worlds\" | \"example-\" | \"element\" must begin with \"example-\"",
                "\"example-worlds\" | \"example-Worlds\" | \"element\" must begin with \"example-\"",
                "\"example-worlds\" | 3 | \"element\" must be a text.",
                "\"Worlds\" | \" \" | \"title\" must have 1 to 80 characters.",
                "\"worlds.js\" | \"gone.js\" | \"script\" names gone.js, which is not in PLENUM-INF/console/.",
                "\"worlds.js\" | \"../worlds.js\" | \"script\" must be a path of a .js file",
                "\"worlds.js\" | \"a/../worlds.js\" | \"script\" must be a path of a .js file",
                "\"worlds.js\" | \"https://elsewhere/worlds.js\" | \"script\" must be a path of a .js file",
                "\"worlds.js\" | \"worlds.css\" | \"script\" must be a path of a .js file",
                "\"example.status.view\" | \"everybody\" | \"permission\" must be the name of a permission.",
                "\"globe\" | \"<svg>\" | \"icon\" must be the name of an icon.",
                "\"title\" | \"titel\" | \"titel\" is unknown. \"title\" is missing.",
                "\"permission\" | \"permision\" | \"permission\" is missing.",
            })
    void whatIsWrongIsSaidInWords(String right, String wrong, String words) {
        Manifest manifest = contributing(GOOD.replace(right, wrong));
        assertThat(manifest.contributions()).isEmpty();
        assertThat(manifest.words())
                .hasValueSatisfying(problem -> assertThat(problem).contains(words));
    }

    @Test
    void anotherVersionOfTheContractIsNamedWithWhatToDo() {
        String attic = GOOD.replace("\"nav\"", "\"attic\"");
        Manifest newer = read("{\"api\": 2, \"contributions\": [" + GOOD + "," + attic + "], \"more\": 1}");
        assertThat(newer.api()).isEqualTo(2);
        assertThat(newer.contributions())
                .as("what can be read, so that its place can say so")
                .hasSize(1);
        assertThat(newer.words())
                .hasValueSatisfying(
                        words -> assertThat(words).contains("version 2", "has version 1", "Upgrade Plenum."));
        assertThat(read("{\"api\": 0, \"contributions\": []}").words())
                .hasValueSatisfying(words -> assertThat(words).contains("Upgrade the module."));
        assertThat(read("{\"contributions\": []}").words())
                .hasValueSatisfying(words -> assertThat(words).contains("\"api\" is missing"));
    }

    @Test
    void whatIsNoManifestIsSaidToBeNone() {
        for (String json : new String[] {"", "[]", "nonsense", "{\"api\": 1}", "{\"api\": 1, \"contributions\": {}}"}) {
            assertThat(read(json).words()).as(json).isPresent();
            assertThat(read(json).contributions()).as(json).isEmpty();
        }
        assertThat(contributing("3").words()).isPresent();
        assertThat(contributing("null").words()).isPresent();
        assertThat(read("{\"api\": 1, \"contributions\": [], \"extra\": true}").words())
                .contains("\"extra\" is unknown.");
    }
}
