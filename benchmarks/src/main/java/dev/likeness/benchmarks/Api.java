package dev.likeness.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP API as a client sees it, each call timed from first byte sent to last byte read. It
 * blocks on its caller's thread, on a connection that is kept, so that no thread of the client's
 * own wants a core meanwhile. Safe for all threads.
 */
final class Api {
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final String BOUNDARY = "likeness-bench-boundary";
  private static final Pattern STAGE = Pattern.compile("dur=([0-9.]+)");

  /**
   * One answer.
   *
   * @param nanos how long the caller waited
   * @param stageMillis the sum of the stages the service measured itself
   */
  record Answer(int status, JsonNode body, long nanos, double stageMillis) {
    /**
     * This answer.
     *
     * @throws IOException if its status is another
     */
    Answer expect(int wanted) throws IOException {
      if (status != wanted) {
        throw new IOException("expected " + wanted + ", got " + status + ": " + body);
      }
      return this;
    }
  }

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int QUIET_SECONDS = 25;

  static {
    // More connections than callers are kept.
    System.setProperty("http.maxConnections", "64");
  }

  private final URI base;

  Api(URI base) {
    this.base = base;
  }

  Answer post(String path, byte[] photo, Map<String, String> fields) throws IOException {
    byte[] form = form(photo, fields);
    long start = System.nanoTime();
    HttpURLConnection call = open(path);
    // Not streamed: before each streamed request the client listens for 1 ms on its old connection.
    call.setDoOutput(true);
    call.setRequestProperty("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    try (OutputStream out = call.getOutputStream()) {
      out.write(form);
    }
    return answer(call, start);
  }

  Answer get(String path) throws IOException {
    return answer(open(path), System.nanoTime());
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection call = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    call.setConnectTimeout(PATIENCE_MILLIS);
    call.setReadTimeout(PATIENCE_MILLIS);
    return call;
  }

  /**
   * Returns once a gallery has so many searchable faces; asks rarely, as asking is work as well.
   *
   * @throws IllegalStateException if the gallery does not grow for five minutes
   */
  void awaitFaces(String gallery, int faces) throws IOException, InterruptedException {
    int most = 0;
    long grown = System.nanoTime();
    while (true) {
      for (JsonNode entry : get("/v1/galleries").expect(200).body().get("galleries")) {
        int now = entry.get("gallery").asString().equals(gallery) ? entry.get("faces").asInt() : 0;
        if (now >= faces) {
          return;
        }
        if (now > most) {
          most = now;
          grown = System.nanoTime();
        }
      }
      if (System.nanoTime() - grown > STALLED.toNanos()) {
        throw new IllegalStateException(
            "gallery " + gallery + " stays at " + most + " of " + faces + " faces");
      }
      TimeUnit.MILLISECONDS.sleep(Math.clamp(faces / 100L, 200, 5_000));
    }
  }

  /**
   * Returns once the index has nothing left to merge, which takes time from searches. The last
   * merges, of one part after the other, begin ten to fifteen seconds after the last write.
   */
  void awaitMerged() throws IOException, InterruptedException {
    int quiet = 0;
    while (quiet < QUIET_SECONDS && segments() > Plan.PARTITIONS) {
      quiet = gauge("likeness.index.merges") > 0 ? 0 : quiet + 1;
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** How many segments every search goes through. */
  int segments() throws IOException {
    return (int) gauge("likeness.index.segments");
  }

  private double gauge(String name) throws IOException {
    return get("/actuator/metrics/" + name)
        .expect(200)
        .body()
        .get("measurements")
        .get(0)
        .get("value")
        .asDouble();
  }

  /**
   * Enrolls a photo as a subject's only one and waits until it is findable.
   *
   * @param accepted gets the time to the 202
   * @return nanoseconds from accepted to findable
   */
  long enroll(String gallery, String subject, byte[] photo, Latency accepted) throws IOException {
    Answer answer =
        post("/v1/enroll", photo, Map.of("gallery", gallery, "subject", subject)).expect(202);
    accepted.record(answer.nanos());
    long start = System.nanoTime();
    String face =
        "/v1/galleries/"
            + gallery
            + "/subjects/"
            + subject
            + "/faces/"
            + answer.body().get("face").asString()
            + "?min_position="
            + answer.body().get("position").asString();
    // Synthetic faces claim source offset 0, so a real one there is not waited for.
    Answer outcome = get(face);
    while (outcome.status() == 404 || outcome.status() == 503) {
      outcome = get(face);
    }
    outcome.expect(200);
    return System.nanoTime() - start;
  }

  private static Answer answer(HttpURLConnection call, long start) throws IOException {
    int status = call.getResponseCode();
    byte[] body;
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      body = in == null ? new byte[0] : in.readAllBytes();
    }
    long nanos = System.nanoTime() - start;
    double stages = 0;
    String timing = call.getHeaderField("Server-Timing");
    Matcher stage = STAGE.matcher(timing == null ? "" : timing);
    while (stage.find()) {
      stages += Double.parseDouble(stage.group(1));
    }
    return new Answer(status, JsonMapper.shared().readTree(body), nanos, stages);
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
}
