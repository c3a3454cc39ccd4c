package coop.plenum.baremetal.bmc;

import java.util.Optional;

/**
 * The management controller itself.
 *
 * @param protocol {@code ipmi} or {@code redfish}
 * @param protocolVersion such as {@code 2.0}
 */
public record Controller(
        String protocol,
        String protocolVersion,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> firmwareVersion,
        Optional<String> uuid,
        Optional<String> macAddress,
        Health health) {}
