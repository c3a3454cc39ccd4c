package coop.plenum.baremetal.ipmi;

/**
 * The suites this client offers, strongest first. Suites without authentication, integrity or encryption (0, 1, 2, 15,
 * 16 and so on) are left out on purpose: with them anybody gets in, or anybody can read.
 */
enum CipherSuite {
    /** RAKP-HMAC-SHA256, HMAC-SHA256-128, AES-CBC-128. */
    SUITE_17(0x03, 0x04, "HmacSHA256", 32, 16),
    /** RAKP-HMAC-SHA1, HMAC-SHA1-96, AES-CBC-128; every IPMI 2.0 controller must have it. */
    SUITE_3(0x01, 0x01, "HmacSHA1", 20, 12);

    /** AES-CBC-128, for both. */
    static final int CONFIDENTIALITY = 0x01;

    final int authentication;
    final int integrity;
    final String hmac;
    /** Bytes of the whole HMAC. */
    final int hmacLength;
    /** Bytes of the HMAC that guard a packet, and RAKP message 4. */
    final int tagLength;

    CipherSuite(int authentication, int integrity, String hmac, int hmacLength, int tagLength) {
        this.authentication = authentication;
        this.integrity = integrity;
        this.hmac = hmac;
        this.hmacLength = hmacLength;
        this.tagLength = tagLength;
    }
}
