/**
 * How the resources of any service of AWS are looked at, listed, made, changed and deleted; what each type is stands in the
 * module of its service.
 */
@NullMarked
package coop.plenum.aws.common;

import org.jspecify.annotations.NullMarked;
