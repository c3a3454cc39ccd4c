package coop.plenum.baremetal.ipmi;

/** The groups of commands that this client uses. */
enum NetworkFunction {
    CHASSIS(0x00),
    SENSOR(0x04),
    APPLICATION(0x06),
    STORAGE(0x0a),
    TRANSPORT(0x0c);

    final int code;

    NetworkFunction(int code) {
        this.code = code;
    }
}
