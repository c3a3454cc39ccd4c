package coop.plenum.core.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    /** Key and note of the documentation of Go's package sumdb/note. */
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String GO_NOTE = GO_TEXT + """

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final SigningKey key = SigningKey.generate("plenum/test");

    @Test
    void aNoteSignedByGoIsAccepted() {
        assertThat(SignedNote.open(GO_NOTE, VerifierKey.parse(GO_KEY))).isEqualTo(GO_TEXT);
        assertThat(VerifierKey.parse(GO_KEY)).hasToString(GO_KEY);
    }

    @Test
    void aNoteIsSignedAsGoSignsIt() {
        SigningKey signer = SigningKey.parse(GO_SIGNER + "\n" + GO_KEY + "\n");

        assertThat(SignedNote.sign(GO_TEXT, signer)).isEqualTo(GO_NOTE);
        assertThat(signer.encoded()).isEqualTo(GO_SIGNER + "\n" + GO_KEY + "\n");
    }

    @Test
    void theSignatureIsVerifiedByNothingButTheJdk() throws Exception {
        String note =
                SignedNote.sign("plenum/test\n5\n" + Base64.getEncoder().encodeToString(new byte[32]) + "\n", key);
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        String line = note.substring(note.indexOf("\n\n") + 2);
        assertThat(line).startsWith("\u2014 plenum/test ").endsWith("\n");
        byte[] signature = Base64.getDecoder().decode(line.strip().substring(line.lastIndexOf(" ") + 1));
        String[] verifier = key.verifier().toString().split("\\+", 3);
        byte[] publicKey = Base64.getDecoder().decode(verifier[2]);

        MessageDigest id = MessageDigest.getInstance("SHA-256");
        id.update("plenum/test\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Arrays.copyOf(signature, 4)).isEqualTo(Arrays.copyOf(id.digest(publicKey), 4));
        assertThat(publicKey[0]).isEqualTo((byte) 1);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, point(Arrays.copyOfRange(publicKey, 1, 33)))));
        ed25519.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(Arrays.copyOfRange(signature, 4, signature.length)))
                .isTrue();
    }

    /** RFC 8032, 5.1.2: little-endian y, the sign of x in the last bit. */
    private static EdECPoint point(byte[] encoded) {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = encoded[31 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        return new EdECPoint(odd, new BigInteger(1, bigEndian));
    }

    @Test
    void aChangedTextIsRefused() {
        String note = SignedNote.sign("plenum/test\n5\nroot\n", key);

        assertThatThrownBy(() -> SignedNote.open(note.replace("\n5\n", "\n6\n"), key.verifier()))
                .hasMessageContaining("wrong");
    }

    @Test
    void aNoteWithoutTheKeysSignatureIsRefused() {
        SigningKey stranger = SigningKey.generate("plenum/stranger");
        SigningKey namesake = SigningKey.generate("plenum/test");

        assertThatThrownBy(() -> SignedNote.open(SignedNote.sign("text\n", stranger), key.verifier()))
                .hasMessageContaining("no signature");
        assertThatThrownBy(() -> SignedNote.open(SignedNote.sign("text\n", namesake), key.verifier()))
                .hasMessageContaining("no signature");
        assertThatThrownBy(() -> SignedNote.open("text\n", key.verifier())).hasMessageContaining("empty line");
    }

    @Test
    void signaturesOfOthersArePassedOver() {
        String note = SignedNote.sign("text\n", key);
        String cosigned =
                note + SignedNote.sign("text\n", SigningKey.generate("witness")).substring("text\n\n".length());

        assertThat(SignedNote.open(cosigned, key.verifier())).isEqualTo("text\n");
    }

    @Test
    void aKeySurvivesItsTextForm() {
        SigningKey read = SigningKey.parse(key.encoded());

        assertThat(SignedNote.sign("text\n", read)).isEqualTo(SignedNote.sign("text\n", key));
        assertThat(key.toString()).isEqualTo("signing key of plenum/test");
    }

    @Test
    void halvesThatDoNotBelongTogetherAreNoKey() {
        String mixed = key.encoded().lines().findFirst().orElseThrow() + "\n"
                + SigningKey.generate("plenum/test").verifier() + "\n";

        assertThatThrownBy(() -> SigningKey.parse(mixed)).hasMessageContaining("does not belong");
    }

    @Test
    void aCheckpointSurvivesItsTextForm() {
        Checkpoint checkpoint = new Checkpoint("plenum/test", 20_852_163, Rfc6962.emptyRoot());
        String note = SignedNote.sign(checkpoint.text(), key);

        assertThat(Checkpoint.open(note, key.verifier())).isEqualTo(checkpoint);
        assertThat(checkpoint.text().lines()).hasSize(3);
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        String root = Base64.getEncoder().encodeToString(new byte[32]);

        for (String text : new String[] {
            "plenum/test\n5\n",
            "plenum/test\n05\n" + root + "\n",
            "plenum/test\n-5\n" + root + "\n",
            "plenum/test\n5\n" + root + "\n\nmore\n",
            "plenum/test\n5\nAAAA\n",
        }) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(
                        () -> Checkpoint.open(SignedNote.sign("plenum/other\n5\n" + root + "\n", key), key.verifier()))
                .hasMessageContaining("plenum/other");
    }
}
