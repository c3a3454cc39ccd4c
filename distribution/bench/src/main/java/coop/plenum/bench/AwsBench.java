package coop.plenum.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Syncs of an account of AWS with many instances on which nothing has changed: {@code AwsBench HOME RIG [INSTANCES]
 * [TIMES]}. RIG is the folder of the rig {@code aws-moto}. The baseline sends exactly the same requests, of all types, in
 * their order and looks at nothing of the answers, in turn with the syncs; the part of it that lists the instances is told
 * apart.
 */
final class AwsBench {
    private static final int AT_ONCE = 100;
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=AKIABENCH/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host, Signature=0";

    private AwsBench() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path rig = Path.of(arguments[1]).toAbsolutePath();
        int instances = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2_000;
        int times = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        Process moto = new ProcessBuilder(rig.resolve("up.sh").toString(), "--lax")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        URI aws = endpoint(moto);
        try (Recorder recorder = new Recorder(aws);
                StartedProcess started = StartedProcess.plenum(
                        home, Files.createTempDirectory("bench-aws"), "infrastructure,aws,aws-ec2")) {
            run(aws, instances);
            BenchClient client = BenchClient.signedIn(started.port());
            client.sync(connect(client, "recorded", recorder.endpoint()));
            System.out.println(measured(client, connect(client, "bench", aws), recorder, instances, times));
        } finally {
            moto.destroy();
            moto.waitFor();
        }
    }

    private static URI endpoint(Process moto) throws IOException {
        BufferedReader out = moto.inputReader(StandardCharsets.UTF_8);
        String line = Optional.ofNullable(out.readLine()).orElse("");
        if (!line.startsWith("endpoint ")) {
            throw new IOException("moto did not start: " + line);
        }
        return URI.create(line.substring("endpoint ".length()));
    }

    /** Several requests, since moto lists all of one on one page. */
    private static void run(URI aws, int instances) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (int left = instances; left > 0; left -= AT_ONCE) {
            int count = Math.min(left, AT_ONCE);
            HttpRequest request = HttpRequest.newBuilder(aws)
                    .header("Authorization", SIGNED)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&InstanceType=t3.micro&MinCount="
                                    + count + "&MaxCount=" + count))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.body());
            }
        }
    }

    private static String connect(BenchClient client, String title, URI endpoint)
            throws IOException, InterruptedException {
        while (!client.get("/api/v1/ext/infrastructure/providers").body().contains("aws.instance")) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Map<String, Object> settings =
                Map.of("regions", List.of("eu-west-1"), "endpoint", endpoint.toString(), "accessKeyId", "AKIABENCH");
        return BenchClient.json(client.post(
                        "/api/v1/ext/infrastructure/connections",
                        Map.of(
                                "title",
                                title,
                                "provider",
                                "aws",
                                "syncEvery",
                                "off",
                                "callsPerSecond",
                                1_000,
                                "settings",
                                settings,
                                "secrets",
                                Map.of("secretAccessKey", "bench"))))
                .path("id")
                .asText();
    }

    private static String measured(BenchClient client, String connection, Recorder recorder, int instances, int times)
            throws IOException, InterruptedException {
        JsonNode first = client.sync(connection);
        List<Recorder.Asked> all = recorder.asked();
        List<Recorder.Asked> listing = all.stream()
                .filter(request -> request.body().contains("Action=DescribeInstances&"))
                .toList();
        double[] synced = new double[times];
        double[] raw = new double[times];
        double[] alone = new double[times];
        long written = 0;
        for (int i = 0; i < times; i++) {
            raw[i] = recorder.secondsToAskAgain(all);
            alone[i] = recorder.secondsToAskAgain(listing);
            JsonNode again = client.sync(connection);
            synced[i] = BenchClient.seconds(again);
            written += again.at("/result/updated").asLong()
                    + again.at("/result/created").asLong();
        }
        Spread plenum = Spread.of(DoubleStream.of(synced));
        Spread requests = Spread.of(DoubleStream.of(raw));
        return "{\"bench\":\"aws\",\"instances\":" + instances + ",\"requests\":" + all.size() + ",\"seen\":"
                + first.at("/result/seen") + ",\"firstSeconds\":" + BenchClient.seconds(first) + ",\"seconds\":"
                + plenum + ",\"written\":" + written + ",\"rawSeconds\":" + requests + ",\"ofWhichInstances\":"
                + Spread.of(DoubleStream.of(alone)) + ",\"times\":"
                + Math.round(100 * plenum.median() / requests.median()) / 100.0 + "}";
    }
}
