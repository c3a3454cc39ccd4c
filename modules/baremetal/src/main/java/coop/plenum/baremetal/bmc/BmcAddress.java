package coop.plenum.baremetal.bmc;

/**
 * Where a management controller is reached.
 *
 * @param port 0 for the protocol's usual one
 * @param certain false when it is one of a range, where there may be nothing
 */
public record BmcAddress(String host, int port, boolean certain) {
    public int portOr(int usual) {
        return port == 0 ? usual : port;
    }

    /** {@code host}, {@code host:port} or {@code [v6]:port}; the external id of the controller. */
    public String id() {
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == 0 ? bracketed : bracketed + ":" + port;
    }

    @Override
    public String toString() {
        return id();
    }
}
