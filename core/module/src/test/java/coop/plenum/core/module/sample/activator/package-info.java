@NullMarked
package coop.plenum.core.module.sample.activator;

import org.jspecify.annotations.NullMarked;
