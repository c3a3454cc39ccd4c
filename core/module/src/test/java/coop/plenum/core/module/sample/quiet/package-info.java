@NullMarked
package coop.plenum.core.module.sample.quiet;

import org.jspecify.annotations.NullMarked;
