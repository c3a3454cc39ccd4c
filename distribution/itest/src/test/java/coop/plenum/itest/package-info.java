/** The platform as its users meet it. */
@org.jspecify.annotations.NullMarked
package coop.plenum.itest;
