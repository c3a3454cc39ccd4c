package coop.plenum.core.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, 0/000",
        "0, 67, 256, 0/067",
        "0, 1067, 256, 0/x001/067",
        "1, 1234067, 256, 1/x001/x234/067",
        "63, 999, 1, 63/999.p/1",
        "2, 1000, 255, 2/x001/000.p/255",
        "-1, 0, 5, entries/000.p/5",
        "-1, 1000000, 256, entries/x001/x000/000",
    })
    void aPathIsWrittenAndReadAsTheFormatSays(int level, long index, int width, String text) {
        TilePath path = new TilePath(level, index, width);

        assertThat(path).hasToString(text);
        assertThat(TilePath.parse(text)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "0/0",
                "0/0000",
                "00/000",
                "64/000",
                "-1/000",
                "0/x000/001",
                "0/001/002",
                "0/x001/x002",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/05",
                "0/000.p/",
                "tile/0/000",
                "entries/../000",
                "0/x999/x999/x999/x999/x999/x999/999",
                "0/000\n",
            })
    void anyOtherSpellingIsNoPath(String text) {
        assertThat(TilePath.parse(text)).isEmpty();
    }

    @Test
    void theLastTileOfALevelIsPartial() {
        assertThat(TilePath.of(0, 273, 70_000)).hasToString("0/273.p/112");
        assertThat(TilePath.of(0, 272, 70_000)).hasToString("0/272");
        assertThat(TilePath.of(1, 1, 70_000)).hasToString("1/001.p/17");
        assertThat(TilePath.of(2, 0, 70_000)).hasToString("2/000.p/1");
        assertThat(TilePath.of(TilePath.ENTRIES, 273, 70_000)).hasToString("entries/273.p/112");
        assertThatThrownBy(() -> TilePath.of(0, 274, 70_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
