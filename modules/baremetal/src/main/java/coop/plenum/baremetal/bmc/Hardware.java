package coop.plenum.baremetal.bmc;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** What a machine is made of and marked with. */
public record Hardware(
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> partNumber,
        Optional<String> serialNumber,
        Optional<String> assetTag,
        Optional<String> uuid,
        Optional<String> biosVersion,
        OptionalLong processors,
        OptionalLong cores,
        Optional<String> processorModel,
        Optional<BigDecimal> memoryGibibytes) {}
