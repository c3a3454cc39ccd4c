package coop.plenum.core.audit;

import static coop.plenum.core.audit.LogUnderTest.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coop.plenum.api.audit.AuditTrail;
import coop.plenum.core.store.JdbcDatabase;
import coop.plenum.core.store.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs recompute outside the product, with the script that the reference hands to auditors. */
class ProofScriptTest {
    private static final Path SCRIPT =
            Path.of("..", "..", "docs", "reference", "verify-audit-proof.py").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void theScriptAcceptsEveryProofAndNothingElse() throws Exception {
        assumeTrue(python(folder, "{}") != -1, "no python3 here");
        try (JdbcDatabase database = TestDatabases.h2(folder.resolve("database"));
                LogUnderTest audit = new LogUnderTest(database, folder)) {
            audit.append(300);
            for (long index : new long[] {0, 1, 255, 256, 298, 299}) {
                String proof = json(audit.trail.inclusion(ALICE, index));
                assertThat(python(folder, proof)).isZero();
                assertThat(python(folder, proof.replace("\"index\":" + index + ",", "\"index\":" + (index ^ 2) + ",")))
                        .isEqualTo(1);
            }
            String proof = json(audit.trail.inclusion(ALICE, 7));
            assertThat(python(folder, proof.replace("\"treeSize\":300", "\"treeSize\":299")))
                    .isEqualTo(1);
            assertThat(python(folder, proof.replaceFirst("\"hashes\":\\[\"[^\"]*\",", "\"hashes\":[")))
                    .isEqualTo(1);
            assertThat(python(folder, "[]")).isEqualTo(2);
        }
    }

    /** The answer of {@code GET /api/v1/audit/proof/{index}}. */
    private static String json(AuditTrail.Inclusion proof) {
        List<String> hashes = proof.hashes().stream()
                .map(hash -> Base64.getEncoder().encodeToString(hash))
                .toList();
        return new String(
                CanonicalJson.of(Map.of(
                        "index", proof.entry().index(),
                        "leaf", Base64.getEncoder().encodeToString(proof.entry().leaf()),
                        "treeSize", proof.treeSize(),
                        "hashes", hashes,
                        "checkpoint", proof.checkpoint())),
                StandardCharsets.UTF_8);
    }

    /** @return the script's exit code; -1 without a Python */
    private static int python(Path folder, String input) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("proof.json"), input);
        try {
            Process process = new ProcessBuilder("python3", SCRIPT.toString())
                    .redirectInput(file.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        }
    }
}
