/**
 * Parts for providers whose remote system is asked by HTTPS: whom to trust, and how much to take in. None of them is
 * needed to be a provider; they are what each would otherwise write for itself.
 *
 * <p>They go with {@link java.net.http.HttpClient}, and with whatever takes an {@link javax.net.ssl.SSLContext}.
 */
@Export
@Version("1.0.0")
@NullMarked
package coop.plenum.api.provider.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
