package coop.plenum.itest.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The harness finds what is wrong with a page, so that its silence means something. */
class BrowserIT {
    private static final String PAGE = """
            <!doctype html><html lang="en"><title>Page</title><meta name="viewport" content="width=device-width">
            <style>body { background: light-dark(white, black); color-scheme: light dark }</style>
            <main><x-form></x-form></main>
            <script>
            customElements.define('x-form', class extends HTMLElement {
              connectedCallback() {
                const root = this.attachShadow({ mode: 'open' });
                root.innerHTML = `<h1>Form</h1><label>Name <input id="name"></label>
                  <select aria-label="Colour"><option>red<option>blue</select>
                  <button aria-label="Greet the world"><span>Go</span></button><button hidden>Hidden</button>
                  <p><span>Say</span><slot></slot></p>`;
                const [name, colour] = root.querySelectorAll('input, select');
                root.querySelector('button').onclick = () =>
                  setTimeout(() => (root.querySelector('p').textContent = `Hello ${name.value} in ${colour.value}`), 50);
              }
            });
            </script>""";

    private static HttpServer server;
    private static URI site;

    @BeforeAll
    static void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            byte[] body = PAGE.getBytes(StandardCharsets.UTF_8);
            boolean there = exchange.getRequestURI().getPath().equals("/");
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(there ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        site = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static Browser browser() {
        return Browser.open(site).tolerate("favicon.ico").go("/");
    }

    @Test
    void partsAreFoundByNameThroughShadowRootsAndActedOn() throws Exception {
        try (Browser browser = browser()) {
            browser.field("Name").type("old").type("Ada");
            browser.find("x-form").field("Colour").choose("blue");
            assertThat(browser.button("Hidden").count()).isZero();
            assertThat(browser.button("Go").count()).isZero();
            browser.button("Greet the world").click();
            browser.awaitText("Hello Ada in blue");
            assertThat(browser.find("x-form", "p").text()).isEqualTo("Hello Ada in blue");
            assertThat(browser.find("#name").value()).isEqualTo("Ada");
            browser.assertAccessible().theme(Theme.DARK).width(Width.PHONE).assertNoSidewaysScroll();
            assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                    .isEqualTo(true);
            assertThat(browser.evaluate("innerWidth")).isEqualTo(390L);
            assertThat(browser.screenshot("harness")).isNotEmptyFile();
            assertThat(browser.traffic().requests())
                    .filteredOn(request -> request.url.equals(site + "/"))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.bytes()).isBetween((long) PAGE.length(), PAGE.length() + 300L));
            Files.delete(java.nio.file.Path.of("target/screenshots/harness-dark-390.png"));
        }
    }

    @Test
    void aControlWithoutANameIsAViolationAlsoInAShadowRoot() {
        try (Browser browser = browser()) {
            browser.find("x-form").awaitShown();
            browser.evaluate("document.querySelector('x-form').shadowRoot.querySelector('select')"
                    + ".removeAttribute('aria-label')");
            assertThatThrownBy(browser::assertAccessible).hasMessageContaining("select-name");
        }
    }

    @Test
    void anErrorInTheConsoleFails() {
        Browser browser = browser();
        browser.evaluate("setTimeout(() => { throw new Error('on purpose') })");
        assertThatThrownBy(browser::close).hasMessageContaining("on purpose");
    }

    @Test
    void aFileThatIsMissingFails() {
        Browser browser = browser();
        browser.evaluate("fetch('/missing.js') && 0");
        browser.settle();
        assertThatThrownBy(browser::close).hasMessageContaining("missing.js");
    }

    @Test
    void aRequestToAnotherHostFails() {
        Browser browser = browser().tolerate("localhost");
        browser.evaluate("fetch('http://localhost:" + site.getPort() + "/', {mode: 'no-cors'}) && 0");
        browser.settle();
        assertThatThrownBy(browser::close).hasMessageContaining("left the host");
    }

    @Test
    void whatOverflowsTheWindowIsSeen() {
        try (Browser browser = browser().width(Width.PHONE)) {
            browser.find("x-form").awaitShown();
            browser.evaluate("document.querySelector('main').style.width = '800px'");
            assertThatThrownBy(browser::assertNoSidewaysScroll).hasMessageContaining("past the width");
        }
    }
}
