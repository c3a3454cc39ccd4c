package coop.plenum.baremetal.bmc;

import java.util.Optional;

/**
 * The management controller itself.
 *
 * @param protocol {@code ipmi} or {@code redfish}
 * @param protocolVersion such as {@code 2.0}
 * @param lan of the interface that it is reached by, as far as it tells
 */
public record Controller(
        String protocol,
        String protocolVersion,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> firmwareVersion,
        Optional<String> uuid,
        Optional<String> macAddress,
        LanConfig lan,
        Health health) {}
