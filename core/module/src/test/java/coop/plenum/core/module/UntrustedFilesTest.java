package coop.plenum.core.module;

import static coop.plenum.core.module.TestPlatform.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.module.CatalogEntry;
import coop.plenum.api.module.ModuleRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that must not come in, by upload or from the catalog. */
class UntrustedFilesTest {
    @TempDir
    Path folder;

    private TestPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = new TestPlatform(folder).start();
    }

    @AfterEach
    void nothingCameIn() throws Exception {
        assertThat(platform.coreStops.get()).isZero();
        platform.end();
    }

    private static TestModule quiet() {
        return TestModule.of("quiet", "1.0.0").code("quiet");
    }

    private PlenumException refusal(Path jar) {
        return catchThrowableOfType(PlenumException.class, () -> upload(jar));
    }

    private CatalogEntry upload(Path jar) throws Exception {
        try (InputStream in = Files.newInputStream(jar)) {
            return platform.service().upload(ADMIN, in);
        }
    }

    /** The refusal of an install from the catalog, after which nothing is there. */
    private Violation installRefusal() {
        PlenumException refused = catchThrowableOfType(PlenumException.class, () -> platform.install("quiet"));
        assertThat(refused.code()).isEqualTo("install-refused");
        assertThat(platform.moduleBundles()).isZero();
        assertThat(platform.service().installed(ADMIN)).isEmpty();
        assertThat(platform.audit.said()).endsWith("module.install quiet FAILURE");
        return refused.violations().get(0);
    }

    /** The jar with some entries added or changed, the rest as it was. */
    private static void rewrite(Path jar, Map<String, byte[]> entries) throws Exception {
        Path copy = jar.resolveSibling("copy");
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!entries.containsKey(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                }
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (entry.getValue().length > 0) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
        }
        Files.move(copy, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anUploadedModuleCanBeInstalled() throws Exception {
        CatalogEntry entry = upload(quiet().build(platform.build, Signing.PUBLISHER));
        assertThat(entry.name()).isEqualTo("quiet");
        assertThat(platform.service().catalog(ADMIN)).containsExactly(entry);
        assertThat(platform.audit.said()).containsExactly("module.upload quiet SUCCESS");
        platform.install("quiet");
        assertThat(platform.active()).containsExactly("test.quiet 1.0.0");
    }

    @Test
    void theCatalogNamesAllVersionsNewestFirst() throws Exception {
        upload(TestModule.of("quiet", "1.9.0").code("quiet").build(platform.build, Signing.PUBLISHER));
        CatalogEntry newest =
                upload(TestModule.of("quiet", "1.10.0").code("quiet").build(platform.build, Signing.PUBLISHER));
        assertThat(newest.versions()).containsExactly("1.10.0", "1.9.0");
        assertThat(platform.service().catalog(ADMIN)).containsExactly(newest);
    }

    @Test
    void anotherUploadOfTheSameVersionReplacesTheFirst() throws Exception {
        upload(quiet().build(platform.build, Signing.PUBLISHER));
        platform.install("quiet");
        CatalogEntry next = upload(quiet().permission("quiet.more").build(platform.build, Signing.PUBLISHER));
        assertThat(platform.service().catalog(ADMIN)).containsExactly(next);
        platform.asPlanned(coop.plenum.api.module.InstallPlan.Kind.UPGRADE, "quiet");
        assertThat(platform.permissions.of("quiet")).containsExactly("quiet.more");
        assertThat(platform.moduleBundles()).isEqualTo(1);
    }

    @Test
    void anUnsignedFileIsRefusedUnlessTheSwitchIsOn() throws Exception {
        Path jar = quiet().build(platform.build);
        assertThat(refusal(jar).code()).isEqualTo("untrusted-bundle");
        assertThat(refusal(jar)).hasMessageContaining("it is not signed");
        platform.stop().unsigned = true;
        platform.start();
        upload(jar);
        assertThat(platform.install("quiet").orElseThrow().signer()).isEmpty();
    }

    @Test
    void aStrangersSignatureIsRefusedByName() throws Exception {
        Path jar = quiet().build(platform.build, Signing.STRANGER);
        assertThat(refusal(jar).code()).isEqualTo("untrusted-bundle");
        assertThat(refusal(jar)).hasMessageContaining("CN=Stranger").hasMessageContaining("not trusted here");
        Signing.STRANGER.trustedIn(folder.resolve("trust"));
        assertThat(upload(jar).name()).isEqualTo("quiet");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Signing.EXPIRED.trustedIn(folder.resolve("trust"));
        assertThat(refusal(quiet().build(platform.build, Signing.EXPIRED))).hasMessageContaining("expired on");
    }

    @Test
    void anAddedUnsignedEntryIsRefused() throws Exception {
        for (String name : new String[] {"extra.txt", "META-INF/versions/9/Extra.class", "META-INF/services/x.Y"}) {
            Path jar = quiet().build(platform.build, Signing.PUBLISHER);
            rewrite(jar, Map.of(name, bytes("more")));
            assertThat(refusal(jar).code()).isEqualTo("untrusted-bundle");
            assertThat(refusal(jar)).hasMessageContaining(name + " is not signed");
        }
    }

    @Test
    void aChangedEntryIsRefused() throws Exception {
        Path jar = quiet().resource("text.txt", "good").build(platform.build, Signing.PUBLISHER);
        rewrite(jar, Map.of("text.txt", bytes("evil")));
        assertThat(refusal(jar).code()).isEqualTo("untrusted-bundle");
    }

    @Test
    void aRemovedEntryIsRefused() throws Exception {
        Path jar = quiet().resource("text.txt", "good").build(platform.build, Signing.PUBLISHER);
        rewrite(jar, Map.of("text.txt", new byte[0]));
        assertThat(refusal(jar)).hasMessageContaining("signed entry text.txt is missing");
    }

    @Test
    void aStrangerWhoAddsAnEntryAndSignsAllIsRefused() throws Exception {
        Path jar = quiet().build(platform.build, Signing.PUBLISHER);
        rewrite(jar, Map.of("extra.txt", bytes("more")));
        Signing.STRANGER.sign(jar);
        assertThat(refusal(jar)).hasMessageContaining("CN=Stranger");
    }

    @Test
    void aSecondSignatureTakesNothingFromTheFirst() throws Exception {
        for (Signing[] order :
                new Signing[][] {{Signing.PUBLISHER, Signing.STRANGER}, {Signing.STRANGER, Signing.PUBLISHER}}) {
            Path jar = quiet().build(platform.build, order[0]);
            order[1].sign(jar);
            assertThat(upload(jar).name()).isEqualTo("quiet");
        }
        assertThat(platform.install("quiet").orElseThrow().signer()).contains("CN=Publisher");
    }

    @Test
    void aManifestChangedAfterSigningIsRefused() throws Exception {
        Path jar = quiet().build(platform.build, Signing.PUBLISHER);
        byte[] manifest;
        try (ZipFile in = new ZipFile(jar.toFile())) {
            manifest = in.getInputStream(in.getEntry("META-INF/MANIFEST.MF")).readAllBytes();
        }
        String changed = new String(manifest, StandardCharsets.UTF_8).replaceFirst("test\\.quiet", "evil.quiet");
        rewrite(jar, Map.of("META-INF/MANIFEST.MF", bytes(changed)));
        assertThat(refusal(jar).code()).isEqualTo("untrusted-bundle");
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        Path jar = quiet().build(platform.build, Signing.PUBLISHER);
        byte[] all = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(all, all.length / 2));
        assertThat(refusal(jar).code()).isEqualTo("invalid-bundle");
        Files.writeString(jar, "no zip at all");
        assertThat(refusal(jar).code()).isEqualTo("invalid-bundle");
        assertThat(folder.resolve("modules/uploads")).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNotTheOneInTheIndexIsRefused() throws Exception {
        platform.offer(quiet());
        quiet().resource("other.txt", "another build").build(platform.catalog, Signing.PUBLISHER);
        Violation refusal = installRefusal();
        assertThat(refusal.code()).isEqualTo("invalid-bundle");
        assertThat(refusal.message()).contains("not the file that the catalog describes");
    }

    @Test
    void aFileThatIsMissingFromTheCatalogIsNamed() throws Exception {
        platform.offer(quiet());
        Files.delete(platform.catalog.resolve("quiet-1.0.0.jar"));
        assertThat(installRefusal().message()).contains("quiet-1.0.0.jar is not there");
    }

    @Test
    void anUnsignedFileInTheCatalogIsRefused() throws Exception {
        quiet().build(platform.catalog);
        platform.index();
        assertThat(installRefusal().code()).isEqualTo("untrusted-bundle");
    }

    @Test
    void anIndexWithAnEntityIsNotExpanded() throws Exception {
        Files.writeString(
                platform.catalog.resolve("index.xml"),
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<repository xmlns=\"http://www.osgi.org/xmlns/repository/v1.0.0\">&x;</repository>");
        PlenumException unreadable = catchThrowableOfType(
                PlenumException.class, () -> platform.service().catalog(ADMIN));
        assertThat(unreadable.code()).isEqualTo("catalog-unreadable");
    }

    @Test
    void aBombIsRefused() throws Exception {
        Path jar = platform.build.resolve("bomb.jar");
        Files.createDirectories(platform.build);
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        assertThat(refusal(jar).code()).isEqualTo("bundle-too-large");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i <= 20_000; i++) {
                out.putNextEntry(new ZipEntry("e" + i));
            }
        }
        assertThat(refusal(jar)).hasMessageContaining("more than 20000 entries");
    }

    @Test
    void anEndlessUploadIsCutOff() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return length;
            }
        };
        PlenumException refused = catchThrowableOfType(
                PlenumException.class, () -> platform.service().upload(ADMIN, endless));
        assertThat(refused.code()).isEqualTo("bundle-too-large");
        assertThat(folder.resolve("modules/uploads")).isEmptyDirectory();
    }

    @Test
    void namesThatLeaveTheJarAreRefused() throws Exception {
        for (String name : new String[] {"../evil", "a/../../evil", "/etc/evil", "a\\evil", "C:evil"}) {
            Path jar = quiet().build(platform.build);
            rewrite(jar, Map.of(name, bytes("x")));
            assertThat(refusal(jar)).hasMessageContaining("points outside");
        }
    }

    @Test
    void whatIsNoModuleIsRefusedWithTheReason() throws Exception {
        assertThat(refusal(quiet().header("Provide-Capability", "other;a=b").build(platform.build, Signing.PUBLISHER)))
                .hasMessageContaining("no capabilities of the kind plenum.module");
        assertThat(refusal(quiet().header("Fragment-Host", "system.bundle").build(platform.build, Signing.PUBLISHER)))
                .hasMessageContaining("it is a fragment");
        assertThat(refusal(TestModule.of("Bad_Name", "1.0.0").code("quiet").build(platform.build, Signing.PUBLISHER)))
                .hasMessageContaining("Bad_Name");
        assertThat(refusal(
                        quiet().resource("PLENUM-INF/permissions.json", "{}").build(platform.build, Signing.PUBLISHER)))
                .hasMessageContaining("it is no array");
        assertThat(refusal(quiet().resource("PLENUM-INF/types/a.json", "[").build(platform.build, Signing.PUBLISHER))
                        .code())
                .isEqualTo("invalid-type");
        Path plain = platform.build.resolve("plain.jar");
        try (OutputStream file = Files.newOutputStream(plain);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("hello.txt"));
            out.write(bytes("hello"));
        }
        assertThat(refusal(plain)).hasMessageContaining("no manifest");
    }

    @Test
    void aDeniedCallerUploadsNothing() {
        platform.access.denied.add("module.manage");
        PlenumException denied = catchThrowableOfType(
                PlenumException.class, () -> platform.service().upload(ADMIN, new ByteArrayInputStream(new byte[10])));
        assertThat(denied.code()).isEqualTo("access-denied");
        assertThat(folder.resolve("modules/uploads")).doesNotExist();
    }

    @Test
    void aTrustThatWasTakenAwayCountsNoMore() throws Exception {
        platform.offer(quiet());
        assertThat(platform.plan(coop.plenum.api.module.InstallPlan.Kind.INSTALL, "quiet")
                        .refusals())
                .isEmpty();
        try (var files = Files.list(folder.resolve("trust"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        PlenumException refused = catchThrowableOfType(
                PlenumException.class,
                () -> platform.service().execute(ADMIN, ModuleRequest.install("quiet"), Optional.empty()));
        assertThat(refused.violations().get(0).code()).isEqualTo("untrusted-bundle");
    }
}
