package coop.plenum.api.module;

import java.util.List;

/**
 * What an install, upgrade or removal would do; nothing has happened yet.
 *
 * @param digest binds an approval to exactly this plan
 * @param steps in order
 * @param stopped other modules that would be stopped and started again or removed
 * @param refreshedCore core bundles that would be refreshed; never empty in a plan that is refused for it
 * @param permissionsAdded and {@code permissionsRemoved} against now
 * @param typesAdded content types that appear
 * @param questions what is not done unless whoever asks names this plan's digest, in words: of a module that is there
 *     already, another publisher or permissions it did not have
 * @param refusals why it cannot be done, in words with what to do; empty: it can
 */
public record InstallPlan(
        String digest,
        List<Step> steps,
        List<String> stopped,
        List<String> refreshedCore,
        List<String> permissionsAdded,
        List<String> permissionsRemoved,
        List<String> typesAdded,
        List<String> questions,
        List<String> refusals) {
    /** What happens to a module. */
    public enum Kind {
        INSTALL,
        UPGRADE,
        DOWNGRADE,
        ENABLE,
        DISABLE,
        UNINSTALL
    }

    /**
     * @param fromVersion empty when it was not installed
     * @param toVersion empty when it goes
     * @param fromSigner subject of the certificate that has signed what is installed; empty when that is unsigned, or
     *     nothing is
     * @param signer subject of the signing certificate, or empty when unsigned
     */
    public record Step(
            Kind kind, String module, String fromVersion, String toVersion, String fromSigner, String signer) {}
}
