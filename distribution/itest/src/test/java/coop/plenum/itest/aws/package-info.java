/** The whole of Plenum against moto, which answers as AWS does. */
@NullMarked
package coop.plenum.itest.aws;

import org.jspecify.annotations.NullMarked;
