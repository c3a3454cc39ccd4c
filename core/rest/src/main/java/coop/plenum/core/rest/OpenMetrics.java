package coop.plenum.core.rest;

/** Writes the OpenMetrics 1.0 text format. */
final class OpenMetrics {
    private static final String PREFIX = "plenum_";

    private final StringBuilder text = new StringBuilder(2048);

    void gauge(String name, String help, Number value) {
        begin(name, "gauge", help);
        sample(name, "", value);
    }

    void counter(String name, String help, Number value) {
        begin(name, "counter", help);
        sample(name + "_total", "", value);
    }

    /** Begins a family of samples. */
    void begin(String name, String type, String help) {
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
    }

    /** @param labels such as {@code status="200"}; may be empty */
    void sample(String name, String labels, Number value) {
        text.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    String end() {
        return text.append("# EOF\n").toString();
    }
}
