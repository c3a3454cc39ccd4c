/** What is there and is not what was published: shown, brought back, accepted or ignored; once or by rule. */
@NullMarked
package coop.plenum.infrastructure.drift;

import org.jspecify.annotations.NullMarked;
