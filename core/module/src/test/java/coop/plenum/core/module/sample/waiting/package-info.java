@NullMarked
package coop.plenum.core.module.sample.waiting;

import org.jspecify.annotations.NullMarked;
