/** Resources of modules, each module's an application of its own. */
@NullMarked
package coop.plenum.core.rest.module;

import org.jspecify.annotations.NullMarked;
