/** What is wanted and what is under way, as stored. */
@NullMarked
package coop.plenum.core.module.state;

import org.jspecify.annotations.NullMarked;
