package coop.plenum.core.module.sample.api;

/** What one module offers to others. */
public interface Greeter {
    String greet();
}
