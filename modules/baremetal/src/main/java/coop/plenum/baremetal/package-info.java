@org.jspecify.annotations.NullMarked
package coop.plenum.baremetal;
