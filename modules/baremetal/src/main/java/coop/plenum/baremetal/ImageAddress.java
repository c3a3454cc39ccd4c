package coop.plenum.baremetal;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of an image that a controller fetches by itself. */
final class ImageAddress {
    private static final int LONGEST = 1024;
    private static final Set<String> SCHEMES = Set.of("http", "https", "nfs", "cifs", "ftp", "sftp", "tftp", "scp");

    private ImageAddress() {}

    /** @throws ProviderException {@code invalid-image} */
    static URI of(Values parameters) throws ProviderException {
        String text = parameters.text("image").orElse("").strip();
        try {
            URI address = new URI(text);
            boolean whole = address.getScheme() != null && address.getHost() != null && text.length() <= LONGEST;
            if (whole && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))) {
                if (address.getRawUserInfo() != null) {
                    throw invalid(
                            "The address of an image holds no user name or password: it would be shown and kept.");
                }
                return address;
            }
        } catch (URISyntaxException e) {
            // falls through: told below
        }
        throw invalid("An address such as https://images.example/rescue.iso is expected, of at most " + LONGEST
                + " characters, that the controller itself can reach.");
    }

    private static ProviderException invalid(String message) {
        return new ProviderException(Category.USER, "invalid-image", message, "image", null, null);
    }
}
