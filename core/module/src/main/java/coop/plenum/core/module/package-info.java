@org.jspecify.annotations.NullMarked
package coop.plenum.core.module;
