package coop.plenum.baremetal.scan;

import coop.plenum.baremetal.bmc.BmcAddress;
import coop.plenum.baremetal.bmc.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to scan.
 *
 * @param credentials in the order in which they are tried, each once at most per address
 * @param fingerprints of certificates that may be told passwords, besides those that the Java runtime trusts
 * @param timeout for a single answer
 */
record ScanPlan(
        List<BmcAddress> addresses,
        boolean redfish,
        boolean ipmi,
        List<? extends Credentials> credentials,
        Set<String> fingerprints,
        Duration timeout) {
    ScanPlan {
        addresses = List.copyOf(addresses);
        credentials = List.copyOf(credentials);
        fingerprints = Set.copyOf(fingerprints);
    }
}
