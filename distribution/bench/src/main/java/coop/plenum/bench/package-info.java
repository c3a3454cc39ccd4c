/** Benchmarks: each measures the product against a baseline in the same run and prints one JSON line. */
@org.jspecify.annotations.NullMarked
package coop.plenum.bench;
