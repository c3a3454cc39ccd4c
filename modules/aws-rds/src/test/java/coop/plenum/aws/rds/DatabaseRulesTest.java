package coop.plenum.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseRulesTest {
    private static List<String> broken(Values wanted, Optional<String> wrongName) {
        return new DatabaseRules(wanted)
                .broken(wrongName).stream().map(Violation::pointer).toList();
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() {
        assertThat(broken(
                        Values.builder()
                                .put("multiAz", true)
                                .put("availabilityZone", "eu-west-1a")
                                .build(),
                        Optional.of("No such name.")))
                .containsExactly("/name", "/engine", "/size", "/adminUser", "/availabilityZone");
    }

    @Test
    void whatASnapshotBringsIsNotAskedForBesides() {
        Values wanted = Values.builder()
                .put("snapshot", "external:aws.database-snapshot:eu-west-1/one")
                .put("size", 20)
                .put("adminPassword", "secret:1")
                .build();

        assertThat(broken(wanted, Optional.empty())).containsExactly("/size", "/adminPassword");
    }

    @Test
    void aDatabaseThatSaysWhatItNeedsBreaksNoRule() {
        Values wanted = Values.builder()
                .put("engine", "postgres")
                .put("size", 20)
                .put("adminUser", "chief")
                .put("multiAz", true)
                .build();

        assertThat(broken(wanted, Optional.empty())).isEmpty();
    }
}
