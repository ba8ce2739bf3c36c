package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Questions over HTTP to a gallery of synthetic faces, asked with real photos: about each photo's
 * vector grows a family of the synthetic ones. The right answers are known. Safe for all threads.
 */
final class Searches {
  private final Plan plan;
  private final Portfolio photos;
  private final SyntheticFaces set;
  private final ExactNeighbours exact;

  private Searches(Plan plan, Portfolio photos, SyntheticFaces set, ExactNeighbours exact) {
    this.plan = plan;
    this.photos = photos;
    this.set = set;
    this.exact = exact;
  }

  /** Makes a gallery of so many faces, and finds the exact neighbours of every query. */
  static Searches of(Plan plan, Portfolio photos, int faces) throws IOException {
    List<float[]> anchors = new ArrayList<>();
    for (int person = 0; person < photos.people(); person++) {
      anchors.add(photos.vector(person).toArray());
    }
    List<float[]> probes = new ArrayList<>();
    for (int i = 0; i < plan.queries(); i++) {
      probes.add(photos.vector(i).toArray());
    }
    SyntheticFaces set =
        new SyntheticFaces(faces, photos.engine().card().dimension(), plan.seed(), anchors);
    return new Searches(plan, photos, set, new ExactNeighbours(set, probes, Plan.K));
  }

  SyntheticFaces set() {
    return set;
  }

  Portfolio photos() {
    return photos;
  }

  /** What a row has been measured with: the gallery, and further names and values. */
  Map<String, Object> with(Object... namesAndValues) {
    Map<String, Object> parameters =
        Row.with("faces", set.size(), "dimension", set.dimension(), "partitions", Plan.PARTITIONS);
    parameters.putAll(Row.with(namesAndValues));
    return parameters;
  }

  /** Publishes the gallery's embeddings and waits until they are findable. */
  void publish(LikenessProcess likeness, Api api) throws Exception {
    SyntheticOutcomes.publish(set, likeness.bootstrap(), photos.model().id(), exact);
    api.awaitFaces(SyntheticFaces.GALLERY, set.size());
  }

  Api.Answer find(Api api, int query) throws IOException {
    return api.post(
            "/v1/find",
            photos.photo(query % plan.queries()),
            Map.of("gallery", SyntheticFaces.GALLERY, "k", "" + Plan.K, "threshold", "-1"))
        .expect(200);
  }

  Api.Answer verify(Api api, int query) throws IOException {
    return api.post(
            "/v1/verify",
            photos.photo(query % plan.queries()),
            Map.of(
                "gallery",
                SyntheticFaces.GALLERY,
                "subject",
                set.key(query % set.size()).subject(),
                "faces",
                "largest"))
        .expect(200);
  }

  /** Asks every query once, which warms it as well. */
  Recall recall(Api api) throws IOException {
    Recall recall = new Recall();
    for (int i = 0; i < plan.queries(); i++) {
      List<FaceKey> found = new ArrayList<>();
      for (JsonNode match : find(api, i).body().get("faces").get(0).get("matches")) {
        found.add(
            new FaceKey(
                SyntheticFaces.GALLERY,
                match.get("subject").asString(),
                match.get("face").asString()));
      }
      recall.add(exact.of(i), found);
    }
    return recall;
  }
}
