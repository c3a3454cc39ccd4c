/** Who one is in AWS, and the way there. */
@NullMarked
package coop.plenum.aws.account;

import org.jspecify.annotations.NullMarked;
