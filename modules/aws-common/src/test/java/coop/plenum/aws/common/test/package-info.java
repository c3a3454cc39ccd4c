/** What the tests of AWS's modules share. */
@NullMarked
package coop.plenum.aws.common.test;

import org.jspecify.annotations.NullMarked;
