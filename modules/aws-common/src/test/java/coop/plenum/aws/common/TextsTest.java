package coop.plenum.aws.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written as text is read back as it was: ids, page tokens, stages. */
class TextsTest {
    private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");

    @Property
    void anIdOfARegionSurvives(@ForAll String id) throws ProviderException {
        Place place = new Place("eu-west-1", id);
        assertThat(Place.regional(place.externalId())).isEqualTo(place);
        assertThat(Place.of(References.to("aws.vpc", place.externalId()))).isEqualTo(place);
    }

    @Property
    void aPageTokenGoesOnWhereAwsEnded(@ForAll String after) throws ProviderException {
        Optional<String> token = new PageToken("us-east-1", "").next(Optional.of(after), REGIONS);
        assertThat(PageToken.parse(token, REGIONS)).isEqualTo(new PageToken("us-east-1", after));
    }

    @Property
    void aForeignPageTokenIsRefused(@ForAll String token) {
        assertThatThrownBy(() -> PageToken.parse(Optional.of(token), REGIONS))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.category()).isEqualTo(Category.USER));
    }

    @Example
    void theLastRegionIsTheEnd() {
        assertThat(new PageToken("eu-west-1", "x").next(Optional.empty(), REGIONS))
                .contains("at:us-east-1:");
        assertThat(new PageToken("us-east-1", "x").next(Optional.empty(), REGIONS))
                .isEmpty();
    }

    @Property
    void aStageSurvivesARestart(@ForAll String rest) throws ProviderException {
        Stage stage = Stage.of("made", rest);
        assertThat(Stage.parse(stage.pending("").resumeToken())).isEqualTo(stage);
    }

    @Property
    void aForeignResumeTokenIsRefused(@ForAll String token) {
        org.assertj.core.api.Assumptions.assumeThat(token).doesNotContainPattern(":\\d{1,12}:");
        assertThatThrownBy(() -> Stage.parse(token)).isInstanceOf(ProviderException.class);
    }

    @Example
    void tagsOfAwsAndOursAreNeitherShownNorSet() throws ProviderException {
        Map<String, String> tags = Map.of("Name", "web", "aws:x", "1", "plenum:key", "k", "env", "test");
        assertThat(Tags.ofPeople(tags)).containsOnlyKeys("env");
        assertThat(Tags.unwanted(tags, Map.of())).containsExactly("env");
        Tags.requireOfPeople(Values.of("tags", Map.of("env", "test")));
        for (String taken : List.of("Name", "aws:x", "plenum:item")) {
            assertThatThrownBy(() -> Tags.requireOfPeople(Values.of("tags", Map.of(taken, "x"))))
                    .isInstanceOfSatisfying(
                            ProviderException.class, e -> assertThat(e.field()).contains("tags"));
        }
    }
}
