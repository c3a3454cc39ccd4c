package coop.plenum.baremetal.scan;

import coop.plenum.api.Values;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was found at an address.
 *
 * @param protocol {@code redfish} or {@code ipmi}; empty for silence
 * @param credential the one that works, counted from 0
 * @param fingerprint of a certificate that is not trusted
 * @param about in words: what it is, or what went wrong
 */
record Finding(
        String address,
        Result result,
        Optional<String> protocol,
        OptionalInt credential,
        Optional<String> fingerprint,
        String about) {
    private static final int LONGEST = 300;

    /** What came of it. */
    enum Result {
        /** Nothing answers. */
        SILENT,
        /** A controller; no credentials were to be tried. */
        FOUND,
        /** A credential works. */
        WORKS,
        /** None of the credentials works. */
        REFUSED,
        /** It seems to shut out who tries; nothing more was tried. */
        LOCKED,
        /** Its certificate is not trusted, so it was told no password. */
        UNTRUSTED,
        FAILED
    }

    static Finding of(String address, Result result, String protocol, String about) {
        return new Finding(address, result, Optional.of(protocol), OptionalInt.empty(), Optional.empty(), about);
    }

    static Finding silent(String address) {
        return new Finding(
                address, Result.SILENT, Optional.empty(), OptionalInt.empty(), Optional.empty(), "Nothing answers.");
    }

    Finding with(int credential) {
        return new Finding(address, result, protocol, OptionalInt.of(credential), fingerprint, about);
    }

    Finding withFingerprint(Optional<String> met) {
        return new Finding(address, result, protocol, credential, met, about);
    }

    Values values() {
        Values.Builder values = Values.builder()
                .put("address", address)
                .put("result", result.name().toLowerCase(Locale.ROOT))
                .put("protocol", protocol.orElse(null))
                .put("fingerprint", fingerprint.orElse(null))
                .put("about", about.length() <= LONGEST ? about : about.substring(0, LONGEST));
        credential.ifPresent(number -> values.put("credential", number));
        return values.build();
    }
}
