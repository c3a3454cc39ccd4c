/** Taking resources under management as they are, and letting go of them. */
@NullMarked
package coop.plenum.infrastructure.adopt;

import org.jspecify.annotations.NullMarked;
