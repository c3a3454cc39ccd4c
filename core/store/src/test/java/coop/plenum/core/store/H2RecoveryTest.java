package coop.plenum.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2RecoveryTest {
    @TempDir
    Path folder;

    @Test
    void whatWasStoredAfterTheLastCheckpointIsDropped() {
        killedAfter(store -> {
            data(store).put("left", 1);
            data(store).put("right", 1);
            H2Checkpoint.mark(store);
            for (int i = 2; i < 10; i++) {
                data(store).put("left", i);
                store.commit();
            }
        });
        recover();
        assertThat(content()).containsEntry("left", 1).containsEntry("right", 1);
    }

    @Test
    void whatWasDroppedIsNotFoundAfterALaterKill() {
        killedAfter(store -> {
            data(store).put("left", 1);
            H2Checkpoint.mark(store);
            for (int i = 2; i < 50; i++) {
                data(store).put("left", i);
                store.commit();
            }
        });
        recover();
        killedAfter(store -> {
            data(store).put("left", 100);
            H2Checkpoint.mark(store);
        });
        recover();
        assertThat(content()).containsEntry("left", 100);
    }

    @Test
    void aDatabaseWithoutCheckpointsKeepsItsNewestVersion() {
        killedAfter(store -> {
            data(store).put("left", 1);
            store.commit();
        });
        recover();
        assertThat(content()).containsEntry("left", 1);
    }

    @Test
    void aDatabaseThatWasClosedIsLeftAlone() {
        try (MVStore store = open()) {
            H2Checkpoint.mark(store);
            data(store).put("left", 1);
            store.commit();
        }
        recover();
        assertThat(content()).containsEntry("left", 1);
    }

    private Path file() {
        return folder.resolve("store.mv.db");
    }

    private MVStore open() {
        return new MVStore.Builder()
                .fileName(file().toString())
                .autoCommitDisabled()
                .open();
    }

    private void killedAfter(Consumer<MVStore> work) {
        MVStore store = open();
        store.setVersionsToKeep(100);
        work.accept(store);
        store.closeImmediately();
    }

    private void recover() {
        H2Recovery.run(file());
    }

    private Map<String, Integer> content() {
        try (MVStore store = open()) {
            return Map.copyOf(data(store));
        }
    }

    private static Map<String, Integer> data(MVStore store) {
        return store.openMap("data");
    }
}
