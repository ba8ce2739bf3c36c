package dev.likeness.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a client sees it, each call timed from first byte sent to last byte read. */
final class Api implements AutoCloseable {
  private static final String BOUNDARY = "likeness-bench-boundary";
  private static final Pattern STAGE = Pattern.compile("dur=([0-9.]+)");

  /**
   * One answer.
   *
   * @param nanos how long the caller waited
   * @param stageMillis the sum of the stages the service measured itself
   */
  record Answer(int status, JsonNode body, long nanos, double stageMillis) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  Api(URI base) {
    this.base = base;
  }

  Answer post(String path, byte[] photo, Map<String, String> fields)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(form(photo, fields)))
            .build());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60)).build());
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - start;
    double stages = 0;
    Matcher stage = STAGE.matcher(response.headers().firstValue("Server-Timing").orElse(""));
    while (stage.find()) {
      stages += Double.parseDouble(stage.group(1));
    }
    return new Answer(
        response.statusCode(), JsonMapper.shared().readTree(response.body()), nanos, stages);
  }

  private static byte[] form(byte[] photo, Map<String, String> fields) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream(photo.length + 1024);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      part(form, "name=\"" + field.getKey() + "\"", "text/plain");
      form.write(field.getValue().getBytes(StandardCharsets.UTF_8));
    }
    part(form, "name=\"photo\"; filename=\"photo.jpg\"", "image/jpeg");
    form.write(photo);
    form.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return form.toByteArray();
  }

  private static void part(ByteArrayOutputStream form, String disposition, String type)
      throws IOException {
    form.write(
        ("\r\n--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\nContent-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    client.close();
  }
}
