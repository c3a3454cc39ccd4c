/**
 * IPMI 2.0 over LAN (RMCP+), written against the Intelligent Platform Management Interface Specification, second
 * generation, revision 1.1. Names in capitals in comments are that document's.
 */
@NullMarked
package coop.plenum.baremetal.ipmi;

import org.jspecify.annotations.NullMarked;
