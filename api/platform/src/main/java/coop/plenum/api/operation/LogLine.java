package coop.plenum.api.operation;

import java.time.Instant;

/** A line of an operation's log; numbers grow from 1. */
public record LogLine(long number, Instant time, OperationRun.Level level, String message) {}
