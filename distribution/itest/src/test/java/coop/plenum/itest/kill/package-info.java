/** Servers that are killed over and over while they are at work. */
@NullMarked
package coop.plenum.itest.kill;

import org.jspecify.annotations.NullMarked;
