/** What a change would do. */
@NullMarked
package coop.plenum.core.module.plan;

import org.jspecify.annotations.NullMarked;
