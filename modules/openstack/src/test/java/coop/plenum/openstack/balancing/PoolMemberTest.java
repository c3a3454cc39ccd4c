package coop.plenum.openstack.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How members of a pool are written. */
class PoolMemberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5:8080",
                "[fd00::5]:8080",
                "10.0.0.5:80 weight=5",
                "10.0.0.5:80 weight=0 backup disabled subnet=5f6e1cbc-3d1c-4b9f-9d5c-0d6d1d3f2f11",
                "10.0.0.5:65535 disabled"
            })
    void whatIsWrittenAsExpectedComesBackTheSame(String text) {
        assertThat(PoolMember.parse(text)).hasToString("Optional[" + text + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.5",
                "10.0.0.5:0",
                "10.0.0.5:65536",
                "10.0.0.5:080",
                "fd00::5:80",
                "web1:80",
                "10.0.0.5:80 weight=1",
                "10.0.0.5:80 weight=257",
                "10.0.0.5:80 backup weight=5",
                "10.0.0.5:80  backup",
                "10.0.0.5:80 subnet="
            })
    void whatCouldBeWrittenInAnotherWayIsNot(String text) {
        assertThat(PoolMember.parse(text)).isEmpty();
    }

    @Test
    void whateverOctaviaTellsCanBeWrittenAndReadAgain() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            PoolMember member = new PoolMember(
                    random.nextBoolean()
                            ? "192.0.2." + random.nextInt(256)
                            : "fd00::" + Integer.toHexString(random.nextInt(65_536)),
                    1 + random.nextInt(65_535),
                    random.nextInt(257),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean() ? Optional.of("s" + random.nextInt(100)) : Optional.empty());
            assertThat(PoolMember.parse(member.toString())).contains(member);
            assertThat(PoolMember.read(Values.of(member.json()))).isEqualTo(member);
        }
    }
}
