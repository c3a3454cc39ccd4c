package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.itest.Client;
import coop.plenum.itest.Waiting;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A Chromium with a profile of its own, at one site. {@link #close} fails when a page has written an error to the
 * console, or has asked anything of another host.
 */
final class Browser extends Place implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What the browser itself writes about an answer that a page is there to explain. */
    private static final Pattern REFUSAL =
            Pattern.compile(".*/api/v1/.* - Failed to load resource: the server responded with a status of 4\\d\\d.*");

    private final URI site;
    private final Path profile;
    private final ChromeDriverService service;
    private final RemoteWebDriver driver;
    private final Cdp cdp;
    private final Seeker seeker;
    private final Traffic traffic;
    private final List<Pattern> tolerated = new ArrayList<>(List.of(REFUSAL));
    private Theme theme = Theme.LIGHT;
    private Width width = Width.DESK;

    private Browser(URI site, Path profile, ChromeDriverService service) {
        this.site = site;
        this.profile = profile;
        this.service = service;
        this.driver = new RemoteWebDriver(service.getUrl(), options(profile), false);
        this.cdp = new Cdp(service.getUrl(), driver.getSessionId());
        this.seeker = new Seeker(driver, cdp);
        this.traffic = new Traffic(driver);
    }

    static Browser open(URI site) {
        try {
            Path profile = Files.createTempDirectory("plenum-browser");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(new File(setting("plenum.chromedriver", "/usr/bin/chromedriver")))
                    .usingAnyFreePort()
                    .withSilent(true)
                    .build();
            service.start();
            Browser browser = new Browser(site, profile, service);
            browser.dress();
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeOptions options(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(setting("plenum.chromium", "/usr/bin/chromium"));
        options.addArguments(
                "--headless=new",
                "--user-data-dir=" + profile,
                "--lang=en-US",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-extensions");
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox");
        }
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", downloads(profile).toString()));
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }

    private static String setting(String name, String usual) {
        return System.getProperty(name, usual);
    }

    private static Path downloads(Path profile) {
        return profile.resolve("downloads");
    }

    /** Goes to an address below the site's root. */
    Browser go(String path) {
        driver.get(site.resolve(path).toString());
        return this;
    }

    Browser reload() {
        driver.navigate().refresh();
        return this;
    }

    Browser back() {
        driver.navigate().back();
        return this;
    }

    /** Has the session of a client that has logged in. */
    Browser as(Client client) {
        String[] cookie = client.header("Cookie").split("=", 2);
        cdp.send(
                "Network.setCookie",
                Map.of(
                        "url",
                        site.toString(),
                        "name",
                        cookie[0],
                        "value",
                        cookie[1],
                        "httpOnly",
                        true,
                        "sameSite",
                        "Strict"));
        return this;
    }

    /** From now on. */
    Browser pace(Pace wanted) {
        seeker.pace = wanted;
        return this;
    }

    Browser theme(Theme wanted) {
        theme = wanted;
        dress();
        return this;
    }

    Browser width(Width wanted) {
        width = wanted;
        dress();
        return this;
    }

    private void dress() {
        cdp.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width.pixels,
                        "height",
                        width.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width == Width.PHONE));
        cdp.send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", theme.toString()),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Opens another tab, in view like the first, and goes on there. */
    String openTab(String path) {
        driver.switchTo().newWindow(WindowType.WINDOW);
        dress();
        go(path);
        return tab();
    }

    /** The tab that is acted on. */
    String tab() {
        return driver.getWindowHandle();
    }

    /** Goes on in a tab that a page has opened. */
    Browser awaitOtherTab() {
        String here = tab();
        await("another tab", () -> driver.getWindowHandles().size() > 1);
        return switchTo(driver.getWindowHandles().stream()
                .filter(tab -> !tab.equals(here))
                .findFirst()
                .orElseThrow());
    }

    Browser switchTo(String tab) {
        driver.switchTo().window(tab);
        return this;
    }

    /** Types where the focus is. */
    Browser press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** A key held down with another: {@code press(Keys.CONTROL, "k")} as a chord. */
    Browser chord(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
        return this;
    }

    /** What has the focus, in the innermost shadow root. */
    Part focused() {
        return new Part(
                seeker,
                "what has the focus",
                () -> Stream.ofNullable((WebElement) seeker.deep("focused()")).toList());
    }

    /** All words of the page as they are laid out. */
    String text() {
        return seeker.text(null);
    }

    Browser awaitText(String words) {
        await("“" + words + "” on the page", () -> text().contains(words));
        return this;
    }

    void awaitNoText(String words) {
        await("“" + words + "” off the page", () -> !text().contains(words));
    }

    /** Path and query of the address. */
    String path() {
        URI now = URI.create(driver.getCurrentUrl());
        return now.getRawPath() + (now.getRawQuery() == null ? "" : "?" + now.getRawQuery());
    }

    Browser awaitPath(String expression) {
        await("at " + expression, () -> path().matches(expression));
        return this;
    }

    String title() {
        return driver.getTitle();
    }

    /** Waits until nothing is on its way and nothing moves. */
    Browser settle() {
        await("quiet", () -> traffic.isQuiet() && Boolean.TRUE.equals(seeker.deep("isStill()")));
        return this;
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Waiting.until(what, PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; at " + path() + " the page says: " + text(), e);
        }
    }

    /** Runs statements in every page that is opened from now on, before its own. */
    Browser inEveryPage(String script) {
        cdp.send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", "{" + script + "}"));
        return this;
    }

    /** Whether one sees what has the focus. */
    boolean focusIsVisible() {
        return Boolean.TRUE.equals(seeker.deep("isFocusVisible()"));
    }

    /** Runs statements in the page. */
    void run(String script) {
        driver.executeScript(script);
    }

    /** The value of an expression in the page. */
    @Nullable
    Object evaluate(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** Zero violations of WCAG 2.2 AA, as far as rules can tell, once the page has settled; read from its top. */
    Browser assertAccessible() {
        run("window.scrollTo(0, 0)"); // else what has half gone under the bar on top counts as too small
        settle();
        assertThat(Axe.violations(cdp))
                .as("accessibility of %s (%s, %s)", path(), theme, width)
                .isEmpty();
        return this;
    }

    /** Nothing is pushed out of the window sideways. */
    Browser assertNoSidewaysScroll() {
        assertThat(seeker.deep("overflow()"))
                .as("pixels past the width of %s (%s)", path(), width)
                .isEqualTo(0L);
        return this;
    }

    /** To {@code target/screenshots/<page>-<theme>-<width>.png}, once the page has settled. */
    Path screenshot(String page) {
        settle();
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            byte[] image = Base64.getDecoder()
                    .decode(cdp.send("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", true))
                            .path("data")
                            .asText());
            return Files.write(folder.resolve(page + "-" + theme + "-" + width.pixels + ".png"), image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Traffic traffic() {
        return traffic;
    }

    /** The file that a click has brought, once it is whole. */
    Path awaitDownload(String name) {
        Path file = downloads(profile).resolve(name);
        await("download of " + name, () -> Files.exists(file));
        return file;
    }

    /** Errors in the console that a test provokes; the expression is found somewhere in the line. */
    Browser tolerate(String expression) {
        tolerated.add(Pattern.compile(".*" + expression + ".*", Pattern.DOTALL));
        return this;
    }

    /** No error in the console since the last look at it, but those that are tolerated. */
    Browser assertNoErrors() {
        List<String> errors = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> tolerated.stream()
                        .noneMatch(pattern -> pattern.matcher(message).matches()))
                .toList();
        assertThat(errors).as("errors in the browser's console").isEmpty();
        return this;
    }

    @Override
    public void close() {
        try {
            assertNoErrors();
            assertThat(traffic.leaving(site)).as("requests that left the host").isEmpty();
        } finally {
            driver.quit();
            service.stop();
            delete(profile);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Collections.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // the browser is still tidying up its own; the system clears the rest
        }
    }

    @Override
    Seeker seeker() {
        return seeker;
    }

    @Override
    Supplier<List<WebElement>> roots() {
        return () -> Collections.singletonList(null);
    }

    @Override
    String within(String words) {
        return words;
    }
}
