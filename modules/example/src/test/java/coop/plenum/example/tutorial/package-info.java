/** The code of the tutorial "Your first provider"; a test compares the two. */
@NullMarked
package coop.plenum.example.tutorial;

import org.jspecify.annotations.NullMarked;
