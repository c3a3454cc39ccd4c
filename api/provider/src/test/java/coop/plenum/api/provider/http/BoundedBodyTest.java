package coop.plenum.api.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private static final int SIZE = 100_000;

    private final byte[] answer = new byte[SIZE];
    private final CompletableFuture<Long> sentWithoutEnd = new CompletableFuture<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(answer);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/empty", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/cut", exchange -> {
            exchange.sendResponseHeaders(200, SIZE + 1L);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            long sent = 0;
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(answer);
                    sent += SIZE;
                }
            } finally {
                sentWithoutEnd.complete(sent);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private byte[] ask(String path, int largest) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        CompletableFuture<HttpResponse<byte[]>> asked = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(address).build(), BoundedBody.handler(largest));
        try {
            return asked.get(20, TimeUnit.SECONDS).body();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : e;
        }
    }

    @Test
    void anAnswerThatIsAsLargeAsItMayBeComesWhole() throws Exception {
        assertThat(ask("/whole", SIZE)).isEqualTo(answer);
    }

    @Test
    void anAnswerOfNothingIsEmpty() throws Exception {
        assertThat(ask("/empty", SIZE)).isEmpty();
    }

    @Test
    void aByteMoreIsTooLarge() {
        assertThatThrownBy(() -> ask("/whole", SIZE - 1))
                .isInstanceOf(AnswerTooLargeException.class)
                .hasMessageContaining("99999");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        assertThatThrownBy(() -> ask("/endless", SIZE)).isInstanceOf(AnswerTooLargeException.class);
        assertThat(sentWithoutEnd.get(20, TimeUnit.SECONDS))
                .as("bytes that the server could send before the connection was closed")
                .isPositive();
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForWhole() {
        assertThatThrownBy(() -> ask("/cut", 2 * SIZE))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AnswerTooLargeException.class);
    }
}
