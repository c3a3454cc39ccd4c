package coop.plenum.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Ports;
import coop.plenum.itest.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that need no more than a fresh server; and that no page has commands which nobody runs. */
class DocsIT {
    /** What no bundle is larger than, those of AWS above all. */
    private static final long LARGEST = 35L << 20;

    private static final Pattern BUNDLE = Pattern.compile("coop\\.plenum\\.([a-z0-9.]+)-\\d.*\\.jar");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern COMMAND = Pattern.compile(
            "^(\\$ |# [a-z]+ -)?(plenum|ask|curl|jq|openssl|terraform|openstack|jar|keytool|mvn|script/\\w+|until|for) ",
            Pattern.MULTILINE);

    private static final List<String> PAGES = List.of(
            "README.md",
            "docs/tutorial/first-ten-minutes-by-rest.md",
            "docs/tutorial/publish-your-first-change.md",
            "docs/how-to/approve-changes.md",
            "docs/how-to/handle-drift.md",
            "docs/how-to/deploy-a-blueprint.md");

    /** Pages with commands for a terminal ({@code console}) that no test runs, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "README.md", "script/server: ServerScriptIT; script/test runs this",
            "docs/tutorial/first-ten-minutes.md", "script/server: ServerScriptIT",
            "docs/tutorial/first-ten-minutes-by-rest.md", "script/server: ServerScriptIT",
            "docs/tutorial/add-a-page-to-the-console.md", "script/server: ServerScriptIT; its page: ExtensionsIT",
            "docs/tutorial/your-first-provider.md", "builds the example, as this build does",
            "docs/explanation/console.md", "a watcher that never ends, and the server with it",
            "docs/reference/performance.md", "measures for minutes on a quiet machine",
            "docs/how-to/bring-your-existing-machines.md", "makes an account of the whole machine",
            "docs/how-to/connect-openstack.md", "OpenStack's own client, which is not ours");

    @TempDir
    private Path folder;

    static List<String> pages() {
        return PAGES;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCommandsOfThePageWorkAsWritten(String page) throws Exception {
        try (Server server = Server.launch(folder.resolve("data"), Ports.free(), Map.of("PLENUM_ADMIN_PASSWORD", ""))
                .awaitReady()) {
            assertThat(Page.of(page).run(folder, server)).contains("succeeded").doesNotContain("failed");
        }
    }

    @Test
    void whatEachModuleOfTheCatalogCostsIsStated() throws IOException {
        String page = Files.readString(Page.root().resolve("docs/reference/performance.md"));
        Map<String, Long> sizes = sizes();
        assertThat(sizes).containsKeys("infrastructure", "aws-ec2");
        sizes.forEach((module, size) -> {
            Matcher row =
                    Pattern.compile("\n\\| `" + module + "` \\| ([0-9,]+) ").matcher(page);
            assertThat(row.find())
                    .as("whether \"What modules cost\" has a row of " + module)
                    .isTrue();
            assertThat(Long.parseLong(row.group(1).replace(",", "")))
                    .as("the bytes of " + module + " as the page has them")
                    .isCloseTo(size, Percentage.withPercentage(10));
            assertThat(size).as(module).isLessThan(LARGEST);
        });
    }

    /** In bytes, by the names of the modules in the catalog. */
    private static Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> catalog = Files.list(Path.of(System.getProperty("plenum.home"), "catalog"))) {
            for (Path file : catalog.toList()) {
                Matcher bundle = BUNDLE.matcher(file.getFileName().toString());
                if (bundle.matches()) {
                    sizes.put(bundle.group(1).replace('.', '-'), Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Test
    void everyPageWithCommandsIsRunByATest() throws IOException {
        TreeSet<String> run = new TreeSet<>(PAGES);
        run.addAll(ProviderDocsIT.PAGES);
        assertThat(withFences("sh")).isEqualTo(run);
        assertThat(withFences("console")).isEqualTo(new TreeSet<>(NOT_RUN.keySet()));
        for (String language : List.of("bash", "shell")) {
            assertThat(withFences(language)).as(language).isEmpty();
        }
    }

    @Test
    void noCommandsHideInBlocksOfNoLanguage() throws IOException {
        List<String> hidden = new ArrayList<>();
        for (String page : everyPage()) {
            for (String block : Page.fences(page, "")) {
                if (COMMAND.matcher(block).find() && !block.startsWith("# /etc/sudoers.d/")) {
                    hidden.add(page + ": " + block);
                }
            }
        }
        assertThat(hidden).isEmpty();
    }

    private static Set<String> withFences(String language) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String page : everyPage()) {
            if (!Page.fences(page, language).isEmpty()) {
                found.add(page);
            }
        }
        return found;
    }

    private static List<String> everyPage() throws IOException {
        List<String> pages = new ArrayList<>();
        for (String place : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs")) {
            try (Stream<Path> files = Files.walk(Page.root().resolve(place))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .map(file -> Page.root().relativize(file).toString())
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs", "CONTRIBUTING.md"})
    void everyLinkLeadsSomewhere(String place) throws IOException {
        try (Stream<Path> files = Files.walk(Page.root().resolve(place))) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher links = LINK.matcher(Files.readString(page));
                while (links.find()) {
                    assertThat(page.resolveSibling(links.group(1)).normalize())
                            .as("link in " + page)
                            .exists();
                }
            }
        }
    }
}
