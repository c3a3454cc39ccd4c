package coop.plenum.itest;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.aws.common.test.Moto;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody else does in an account of AWS that moto plays, and what there is to be seen in it. */
public final class MotoCalls {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Moto moto;

    public MotoCalls(Moto moto) {
        this.moto = moto;
    }

    /** @return what the answer has between tags of that name, where they stand first */
    public String ec2(String query, String wanted) throws IOException, InterruptedException {
        return first(ask("ec2", "POST", "/", FORM, query + "&Version=2016-11-15"), wanted);
    }

    /** Gives a record of addresses another value, in the only zone there is. */
    public void pointElsewhere(String name, String address) throws IOException, InterruptedException {
        ask("route53", "POST", "/2013-04-01" + first(zones(), "Id") + "/rrset", "text/xml", """
                <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>
                <Change><Action>UPSERT</Action><ResourceRecordSet><Name>%s</Name><Type>A</Type><TTL>300</TTL>
                <ResourceRecords><ResourceRecord><Value>%s</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
                </Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
                """.formatted(
                        name, address));
    }

    public String records() throws IOException, InterruptedException {
        return ask("route53", "GET", "/2013-04-01" + first(zones(), "Id") + "/rrset", "text/xml", "");
    }

    public String zones() throws IOException, InterruptedException {
        return ask("route53", "GET", "/2013-04-01/hostedzone", "text/xml", "");
    }

    public void makeBucket(String name) throws IOException, InterruptedException {
        ask("s3", "PUT", "/" + name, "text/xml", """
                <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                <LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>
                """);
    }

    public String buckets() throws IOException, InterruptedException {
        return ask("s3", "GET", "/", "text/xml", "");
    }

    private String ask(String service, String method, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(moto.endpoint() + path))
                        .header("Content-Type", type)
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIATESTS/20260101/eu-west-1/" + service
                                        + "/aws4_request, SignedHeaders=host, Signature=0")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String first(String answer, String wanted) {
        Matcher found = Pattern.compile("<" + wanted + ">([^<]+)<").matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        return found.group(1);
    }
}
