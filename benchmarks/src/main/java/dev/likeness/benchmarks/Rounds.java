package dev.likeness.benchmarks;

import dev.likeness.faces.Vector;
import dev.likeness.samples.Portraits;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The figures, in the order they are taken. */
final class Rounds {
  private static final String MODEL = "dlib-resnet-128";
  private static final int PARTITIONS = 4;
  private static final int PER_SUBJECT = 4;
  private static final int WARM_UP = 200;
  private static final int K = 10;
  private static final double OVER_STAGES = 1.15;
  private static final double ACCEPTED_MILLIS = 10;
  private static final double FINDABLE_MILLIS = 100;
  private static final double OF_BARE = 0.9;
  private static final double RESIDENT_MIB = 1536;
  private static final double READY_SECONDS = 15;
  private static final double RECALL_AT_1 = 0.999;
  private static final double RECALL_AT_10 = 0.99;

  private final LikenessProcess likeness;
  private final Report report;
  private final int faces;
  private final int queries;
  private final int bulk;
  private final long seed;

  Rounds(LikenessProcess likeness, Report report, int faces, int queries, int bulk, long seed) {
    this.likeness = likeness;
    this.report = report;
    this.faces = faces;
    this.queries = queries;
    this.bulk = bulk;
    this.seed = seed;
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    report.add(
        Row.atMost(
            "up to ready", likeness.toReady().toMillis() / 1e3, READY_SECONDS, "s", Map.of()));
    try (Api api = new Api(likeness.http());
        FaceEngine engine =
            FaceEngine.open(ModelBundle.onClasspath(MODEL), EngineSettings.defaults())) {
      Portraits photos = new Portraits(engine);
      List<Integer> people = photos.enrollable(engine);
      SyntheticGallery gallery =
          new SyntheticGallery(faces, PER_SUBJECT, engine.card().dimension(), seed);
      gallery.publish(likeness.bootstrap(), MODEL, PARTITIONS);
      awaitFaces(api, SyntheticGallery.NAME, faces);
      note("searching " + faces + " faces");
      find(api, photos, people);
      recall(api, engine, photos, people, gallery);
      verify(api, photos, people, gallery);
      report.add(
          Row.atMost(
              "resident memory",
              likeness.residentMebibytes(),
              RESIDENT_MIB,
              "MiB",
              Map.of("faces", faces, "dimension", engine.card().dimension())));
      note("enrolling one by one");
      enroll(api, photos, people);
      note("enrolling " + bulk + " photos in bulk");
      bulk(engine, photos, people);
    }
  }

  private void find(Api api, Portraits photos, List<Integer> people)
      throws IOException, InterruptedException {
    againstStages(
        "find",
        query ->
            api.post(
                "/v1/find",
                photos.portrait(people.get(query % people.size()), query),
                Map.of("gallery", SyntheticGallery.NAME, "k", Integer.toString(K))));
  }

  private void verify(Api api, Portraits photos, List<Integer> people, SyntheticGallery gallery)
      throws IOException, InterruptedException {
    againstStages(
        "verify",
        query ->
            api.post(
                "/v1/verify",
                photos.portrait(people.get(query % people.size()), query),
                Map.of(
                    "gallery",
                    SyntheticGallery.NAME,
                    "subject",
                    gallery.key(query % faces).subject())));
  }

  private interface Query {
    Api.Answer ask(int query) throws IOException, InterruptedException;
  }

  private void againstStages(String name, Query query) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      expect(200, query.ask(i));
    }
    Latency whole = new Latency();
    Latency stages = new Latency();
    for (int i = 0; i < queries; i++) {
      Api.Answer answer = expect(200, query.ask(i));
      whole.record(answer.nanos());
      stages.recordMillis(answer.stageMillis());
    }
    report.add(
        Row.atMost(
            name + " p50 over sum of its stages",
            whole.p50() / stages.p50(),
            OVER_STAGES,
            "×",
            Map.of(
                "faces",
                faces,
                "queries",
                queries,
                "callers",
                1,
                "p50 ms",
                whole.p50(),
                "p99 ms",
                whole.p99(),
                "stages p50 ms",
                stages.p50())));
  }

  private void recall(
      Api api, FaceEngine engine, Portraits photos, List<Integer> people, SyntheticGallery gallery)
      throws IOException, InterruptedException {
    int first = 0;
    int found = 0;
    int asked = 0;
    for (int person : people) {
      byte[] photo = photos.portrait(person, 0);
      if (!(engine.probe(photo, FaceSelection.LARGEST) instanceof FacesFound seen)) {
        continue;
      }
      Vector probe = seen.faces().getFirst().vector();
      List<String> exact = gallery.nearestSubjects(probe, K);
      Api.Answer answer =
          expect(
              200,
              api.post(
                  "/v1/find",
                  photo,
                  Map.of(
                      "gallery",
                      SyntheticGallery.NAME,
                      "k",
                      Integer.toString(K),
                      "threshold",
                      "-1")));
      Set<String> matched = new HashSet<>();
      for (JsonNode match : answer.body().get("faces").get(0).get("matches")) {
        matched.add(match.get("subject").asString());
      }
      asked++;
      first += matched.contains(exact.getFirst()) ? 1 : 0;
      found += (int) exact.stream().filter(matched::contains).count();
    }
    Map<String, Object> parameters = Map.of("faces", faces, "probes", asked, "k", K);
    report.add(Row.atLeast("find recall@1", (double) first / asked, RECALL_AT_1, "", parameters));
    report.add(
        Row.atLeast("find recall@10", (double) found / asked / K, RECALL_AT_10, "", parameters));
  }

  private void enroll(Api api, Portraits photos, List<Integer> people)
      throws IOException, InterruptedException {
    Latency accepted = new Latency();
    Latency findable = new Latency();
    for (int i = 0; i < WARM_UP / 2 + queries / 2; i++) {
      boolean timed = i >= WARM_UP / 2;
      String subject = "one-" + i;
      byte[] photo = photos.portrait(people.get(i % people.size()), i);
      long start = System.nanoTime();
      Api.Answer answer =
          expect(202, api.post("/v1/enroll", photo, Map.of("gallery", "ones", "subject", subject)));
      long stored = System.nanoTime();
      String face = answer.body().get("face").asString();
      awaitFace(
          api,
          "/v1/galleries/ones/subjects/"
              + subject
              + "/faces/"
              + face
              + "?min_position="
              + answer.body().get("position").asString());
      if (timed) {
        accepted.record(stored - start);
        findable.record(System.nanoTime() - stored);
      }
    }
    Map<String, Object> parameters =
        Map.of(
            "enrollments",
            queries / 2,
            "accepted p99 ms",
            accepted.p99(),
            "findable p99 ms",
            findable.p99());
    report.add(
        Row.atMost("enroll, HTTP 202 p50", accepted.p50(), ACCEPTED_MILLIS, "ms", parameters));
    report.add(
        Row.atMost("accepted to findable p50", findable.p50(), FINDABLE_MILLIS, "ms", parameters));
  }

  private void bulk(FaceEngine engine, Portraits photos, List<Integer> people)
      throws IOException, InterruptedException, ExecutionException {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < bulk; i++) {
      all.add(photos.portrait(people.get(i % people.size()), i));
    }
    int threads = Runtime.getRuntime().availableProcessors();
    BulkEnrolment.bare(engine, all.subList(0, Math.min(bulk, WARM_UP)), threads);
    double bare = BulkEnrolment.bare(engine, all, threads);
    BulkEnrolment.throughTheTopic(
        likeness.bootstrap(),
        MODEL,
        PARTITIONS,
        "bulk-warm",
        all.subList(0, Math.min(bulk, WARM_UP)));
    double pipeline =
        BulkEnrolment.throughTheTopic(likeness.bootstrap(), MODEL, PARTITIONS, "bulk", all);
    report.add(
        Row.atLeast(
            "bulk enrolment over bare loop",
            pipeline / bare,
            OF_BARE,
            "×",
            Map.of(
                "photos", bulk, "threads", threads, "pipeline/s", pipeline, "bare loop/s", bare)));
  }

  /** The synthetic faces stand at source offset 0, so a first real one there is not waited for. */
  private static void awaitFace(Api api, String path) throws IOException, InterruptedException {
    Api.Answer answer = api.get(path);
    while (answer.status() == 404) {
      answer = api.get(path);
    }
    expect(200, answer);
  }

  private static void awaitFaces(Api api, String gallery, int faces)
      throws IOException, InterruptedException {
    while (true) {
      for (JsonNode entry : api.get("/v1/galleries").body().get("galleries")) {
        if (entry.get("gallery").asString().equals(gallery)
            && entry.get("faces").asInt() >= faces) {
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static Api.Answer expect(int status, Api.Answer answer) throws IOException {
    if (answer.status() != status) {
      throw new IOException(
          "expected " + status + ", got " + answer.status() + ": " + answer.body());
    }
    return answer;
  }

  private static void note(String what) {
    System.err.println("bench: " + what);
  }
}
