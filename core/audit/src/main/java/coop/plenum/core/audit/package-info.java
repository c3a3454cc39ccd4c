/** The provable log: appending, sequencing, reading. */
@org.jspecify.annotations.NullMarked
package coop.plenum.core.audit;
