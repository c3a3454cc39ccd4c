package coop.plenum.infrastructure.machine;

/**
 * Something by which a machine is known.
 *
 * @param value in the form in which equal ones are equal
 */
record Identifier(Kind kind, String value) implements Comparable<Identifier> {
    /** What it is, the strongest first. */
    enum Kind {
        /** Of the board or of the virtual machine, as its firmware tells. */
        UUID("uuid", "UUID"),
        SERIAL_NUMBER("serial-number", "serial number"),
        MAC_ADDRESS("mac-address", "MAC address"),
        /** Says little: private networks overlap, and addresses are given to another one. */
        IP_ADDRESS("ip-address", "IP address");

        private final String word;
        private final String spoken;

        Kind(String word, String spoken) {
            this.word = word;
            this.spoken = spoken;
        }

        /** As the API writes it. */
        String word() {
            return word;
        }

        String spoken() {
            return spoken;
        }
    }

    @Override
    public int compareTo(Identifier other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return kind.spoken() + " " + value;
    }
}
