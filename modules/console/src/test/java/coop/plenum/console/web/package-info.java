@org.jspecify.annotations.NullMarked
package coop.plenum.console.web;
