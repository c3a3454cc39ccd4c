package coop.plenum.core.module.trust;

import coop.plenum.api.PlenumException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a jar whole, within limits, and checks that one signer has signed all of it. The JDK finds a changed entry by
 * itself, but keeps silent about an added or a removed one.
 */
public final class JarVerifier {
    private static final String PERMISSIONS = "PLENUM-INF/permissions.json";
    private static final Pattern TYPE = Pattern.compile("PLENUM-INF/types/[^/]+\\.json");
    /** What a signature cannot cover: itself, and the manifest, which it covers in another way. */
    private static final Pattern SIGNATURE_FILE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]+\\.(SF|RSA|DSA|EC))");

    private final JarLimits limits;

    public JarVerifier(JarLimits limits) {
        this.limits = limits;
    }

    public JarLimits limits() {
        return limits;
    }

    /** @throws PlenumException {@code invalid-bundle}, {@code untrusted-bundle}, {@code bundle-too-large} */
    public VerifiedJar verify(Path file) {
        try {
            if (Files.size(file) > limits.jarBytes()) {
                throw tooLarge("it has more than " + megabytes(limits.jarBytes()));
            }
            try (JarFile jar = new JarFile(file.toFile(), true)) {
                return new Reading(jar).verify();
            }
        } catch (SecurityException e) {
            throw BadJar.untrusted("its content is not what was signed (" + e.getMessage() + ")");
        } catch (IOException | IllegalArgumentException e) {
            throw BadJar.invalid("it is damaged or no jar file (" + e.getMessage() + ")");
        }
    }

    private static PlenumException tooLarge(String why) {
        return BadJar.tooLarge(why);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** One pass over one jar. */
    private final class Reading {
        private final JarFile jar;
        private final Set<String> names = new HashSet<>();
        private final CommonSigner signers = new CommonSigner();
        private final Map<String, String> types = new TreeMap<>();
        private @Nullable String permissions;
        private long packed;
        private long unpacked;

        Reading(JarFile jar) {
            this.jar = jar;
        }

        VerifiedJar verify() throws IOException {
            checkNames();
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw BadJar.invalid("it has no manifest");
            }
            for (JarEntry entry : jar.stream().toList()) {
                read(entry);
            }
            for (String signed : manifest.getEntries().keySet()) {
                if (!names.contains(signed)) {
                    throw BadJar.untrusted("its signed entry " + signed + " is missing");
                }
            }
            Manifest headers = new Manifest();
            headers.getMainAttributes().putAll(manifest.getMainAttributes());
            return new VerifiedJar(headers, signers.all(), Optional.ofNullable(permissions), types);
        }

        /** By the directory alone, before anything is unpacked: the JDK reads the manifest into memory. */
        private void checkNames() {
            if (jar.size() > limits.entries()) {
                throw tooLarge("it has more than " + limits.entries() + " entries");
            }
            jar.stream().forEach(entry -> {
                String name = entry.getName();
                if (escapes(name)) {
                    throw BadJar.invalid("its entry \"" + name + "\" points outside of the jar");
                }
                if (!names.add(name)) {
                    throw BadJar.invalid("it has two entries " + name);
                }
                if (name.startsWith("META-INF/") && entry.getSize() > limits.manifestBytes()) {
                    throw tooLarge("its entry " + name + " has more than " + megabytes(limits.manifestBytes()));
                }
                packed += Math.max(entry.getCompressedSize(), 0);
                unpacked += Math.max(entry.getSize(), 0);
            });
            checkUnpacked();
            unpacked = 0;
        }

        private void checkUnpacked() {
            if (unpacked > limits.unpackedBytes()) {
                throw tooLarge("unpacked it has more than " + megabytes(limits.unpackedBytes()));
            }
            if (unpacked > JarLimits.RATIO_FROM && unpacked / Math.max(packed, 1) > limits.ratio()) {
                throw tooLarge("it unpacks to more than " + limits.ratio() + " times its size");
            }
        }

        private void read(JarEntry entry) throws IOException {
            String name = entry.getName();
            if (name.equals(PERMISSIONS)) {
                permissions = text(entry);
            } else if (TYPE.matcher(name).matches()) {
                types.put(name, text(entry));
            } else {
                drain(entry, OutputStream.nullOutputStream(), Long.MAX_VALUE);
            }
            boolean covered = entry.isDirectory()
                    || SIGNATURE_FILE.matcher(name.toUpperCase(Locale.ROOT)).matches();
            if (!covered) {
                signers.meet(name, entry.getCodeSigners());
            }
        }

        private String text(JarEntry entry) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            drain(entry, bytes, limits.manifestBytes());
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private void drain(JarEntry entry, OutputStream out, long limit) throws IOException {
            byte[] buffer = new byte[1 << 15];
            long size = 0;
            try (InputStream in = jar.getInputStream(entry)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                    unpacked += read;
                    checkUnpacked();
                    if (size > limit) {
                        throw tooLarge("its entry " + entry.getName() + " has more than " + megabytes(limit));
                    }
                    out.write(buffer, 0, read);
                }
            }
            if (entry.isDirectory() && size > 0) {
                throw BadJar.invalid("its folder entry " + entry.getName() + " has content");
            }
        }
    }

    private static boolean escapes(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.startsWith(":", 1)
                || Arrays.asList(name.split("/", -1)).contains("..");
    }
}
