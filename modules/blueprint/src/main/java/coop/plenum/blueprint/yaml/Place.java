package coop.plenum.blueprint.yaml;

/** A place in a text; both numbers count from 1. */
public record Place(int line, int column) {
    public static final Place START = new Place(1, 1);

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
