package coop.plenum.baremetal.scan;

import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.baremetal.bmc.Bmc;
import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import coop.plenum.baremetal.bmc.Patience;
import coop.plenum.baremetal.ipmi.IpmiBmc;
import coop.plenum.baremetal.ipmi.Presence;
import coop.plenum.baremetal.redfish.Https;
import coop.plenum.baremetal.redfish.RedfishBmc;
import coop.plenum.baremetal.scan.Finding.Result;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks at one address. First without credentials; then with each once, until one works. Controllers lock users and shut
 * out addresses after a few wrong passwords: at the first sign of that nothing more is tried. Who shows a certificate
 * that is not trusted is told no password.
 */
final class Prober {
    private static final Set<String> SHUT_OUT = Set.of("account-locked", "throttled");

    private final ScanPlan plan;
    private final Https https;

    Prober(ScanPlan plan, Https https) {
        this.plan = plan;
        this.https = https;
    }

    Finding probe(BmcAddress address, Patience patience) throws ProviderException, InterruptedException {
        if (plan.redfish()) {
            try (RedfishBmc bmc = new RedfishBmc(address, new Nobody(), https)) {
                if (bmc.present(patience)) {
                    return tried(
                            address, "redfish", credentials -> new RedfishBmc(address, credentials, https), patience);
                }
            } catch (ProviderException e) {
                return refused(address, "redfish", e);
            }
        }
        if (plan.ipmi() && Presence.ping(address, plan.timeout(), patience)) {
            return tried(address, "ipmi", credentials -> new IpmiBmc(address, credentials, plan.timeout()), patience);
        }
        return Finding.silent(address.id());
    }

    private static Finding refused(BmcAddress address, String protocol, ProviderException failure) {
        if (failure.code().equals("tls-untrusted")) {
            return Finding.of(
                            address.id(),
                            Result.UNTRUSTED,
                            protocol,
                            "Its certificate is not trusted, so no password was tried. Compare its fingerprint with what "
                                    + "the controller itself shows, then scan again with it.")
                    .withFingerprint(Https.fingerprint(failure));
        }
        return Finding.of(address.id(), Result.FAILED, protocol, failure.getMessage());
    }

    private Finding tried(BmcAddress address, String protocol, Function<Credentials, Bmc> maker, Patience patience)
            throws InterruptedException {
        for (int i = 0; i < plan.credentials().size(); i++) {
            try (Bmc bmc = maker.apply(plan.credentials().get(i))) {
                return Finding.of(address.id(), Result.WORKS, protocol, bmc.greet(patience))
                        .with(i);
            } catch (ProviderException e) {
                boolean shutOut = SHUT_OUT.contains(e.code()) || (i > 0 && e.category() == Category.TRANSIENT);
                if (shutOut) {
                    return Finding.of(
                            address.id(),
                            Result.LOCKED,
                            protocol,
                            "After " + i + " wrong passwords: " + e.getMessage() + " Nothing more was tried.");
                }
                if (!e.code().equals("wrong-credentials")) {
                    return Finding.of(address.id(), Result.FAILED, protocol, e.getMessage());
                }
            }
        }
        return plan.credentials().isEmpty()
                ? Finding.of(address.id(), Result.FOUND, protocol, "A controller answers; no password was tried.")
                : Finding.of(address.id(), Result.REFUSED, protocol, "None of the passwords is right.");
    }

    /** For looking without logging in. */
    private record Nobody() implements Credentials {
        @Override
        public String username() {
            return "";
        }

        @Override
        public SecretLease password(String purpose) throws ProviderException {
            throw new ProviderException(Category.USER, "credential-missing", "There is no password to look with.");
        }
    }
}
