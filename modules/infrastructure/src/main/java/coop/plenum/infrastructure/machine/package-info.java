/** Which items show one and the same machine, seen by several providers; what rules and people say of it. */
@NullMarked
package coop.plenum.infrastructure.machine;

import org.jspecify.annotations.NullMarked;
