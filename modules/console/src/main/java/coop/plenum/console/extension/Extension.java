package coop.plenum.console.extension;

import coop.plenum.api.console.Contribution;
import java.util.List;
import java.util.Optional;

/**
 * What one module adds to the console.
 *
 * @param api the version of the contract that it was written for
 * @param contributions those that are right; their scripts are addresses
 * @param problem what is wrong with the others, in words
 */
public record Extension(
        String module,
        String title,
        String version,
        int api,
        List<Contribution> contributions,
        Optional<String> problem) {
    public Extension {
        contributions = List.copyOf(contributions);
    }

    Extension with(List<Contribution> some, Optional<String> words) {
        return new Extension(module, title, version, api, some, words);
    }
}
