package coop.plenum.api.content;

/**
 * The kinds of fields and the JSON they take.
 *
 * <p>Values are canonical after validation: addresses and MACs in lower case, instants in UTC, so equal things compare
 * equal.
 */
public enum FieldType {
    /** One line, at most 1,024 characters. */
    STRING,
    /** Markdown, at most 1 MiB. */
    TEXT,
    /** 64 bit. */
    INTEGER,
    /** At most 38 digits, 12 of them after the point. */
    DECIMAL,
    BOOLEAN,
    /** RFC 3339. */
    DATE_TIME,
    /** ISO 8601, such as {@code PT15M}. */
    DURATION,
    /** One of {@link Field#options()}. */
    ENUM,
    /** A number in the unit of {@link Field#unit()}. */
    QUANTITY,
    /** IPv4 or IPv6 address. */
    IP_ADDRESS,
    /** Network in CIDR notation. */
    CIDR,
    /** {@code aa:bb:cc:dd:ee:ff}. */
    MAC,
    URL,
    /** Any JSON; neither filtered nor sorted. */
    JSON,
    /** A map of string to string. */
    LABELS,
    /** The id of an item, of one of the types in {@link Field#options()} if any are given. */
    REFERENCE,
    /** {@code secret:<id>#<version>}; never the secret itself. */
    SECRET
}
