package coop.plenum.core.module;

import coop.plenum.core.module.state.Step;

/** Hears of each step once it is on disk. Tests end the "process" here by an error, which nobody catches. */
@FunctionalInterface
interface StepListener {
    void reached(Step step);
}
