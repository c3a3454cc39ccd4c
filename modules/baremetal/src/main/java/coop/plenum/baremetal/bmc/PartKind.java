package coop.plenum.baremetal.bmc;

/** The kinds of parts that controllers tell of, each a content type of its own. */
public enum PartKind {
    CHASSIS("chassis", false),
    PROCESSOR("processor", true),
    MEMORY("memory", true),
    DRIVE("drive", true),
    BIOS("bios", true),
    FIRMWARE("firmware", false),
    VIRTUAL_MEDIA("virtual-media", false),
    SUBSCRIPTION("subscription", false);

    /** Its name in content types and external ids. */
    public final String word;

    /** Whether it belongs to a machine; else to the controller, which may have several machines. */
    public final boolean ofMachine;

    PartKind(String word, boolean ofMachine) {
        this.word = word;
        this.ofMachine = ofMachine;
    }

    public String type() {
        return "baremetal." + word;
    }
}
