/** The console in a real browser. */
@org.jspecify.annotations.NullMarked
package coop.plenum.itest.console;
