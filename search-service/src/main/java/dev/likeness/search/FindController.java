package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.index.Candidate;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.MetadataJson;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is this? One probe against a gallery (1:N). */
@RestController
final class FindController {
  private static final int DEFAULT_K = 5;

  private final Probes probes;
  private final Shards shards;
  private final ReadYourWrites writes;
  private final Freshness freshness;

  FindController(Probes probes, Shards shards, ReadYourWrites writes, Freshness freshness) {
    this.probes = probes;
    this.shards = shards;
    this.writes = writes;
    this.freshness = freshness;
  }

  @PostMapping("/v1/find")
  ResponseEntity<FindAnswer> find(Form form) {
    form.allow("photo", "gallery", "k", "threshold", "fmr", "faces", "filter", "min_position");
    String gallery = Galleries.name(form);
    int k = form.integer("k", DEFAULT_K, 1, NearestQuery.MAX_K);
    Decision decision = Decision.of(form, probes.card());
    FaceSelection selection = selection(form);
    Map<String, String> filter =
        form.text("filter").map(json -> MetadataJson.parse(json).attributes()).orElse(Map.of());
    byte[] photo = form.requiredPhoto("photo");

    freshness.requireReady();
    StageTimes times = new StageTimes();
    FacesFound found = probes.faces(photo, selection);
    times.add(found.timings());
    writes.await(form);
    long start = System.nanoTime();
    Set<Integer> missing = new TreeSet<>();
    List<FoundFace> faces =
        found.faces().stream()
            .map(face -> match(face, gallery, k, decision, filter, missing))
            .toList();
    if (faces.stream().allMatch(FoundFace::unknown) && !shards.hasGallery(gallery)) {
      throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + gallery + "' has no faces")
          .with("field", "gallery");
    }
    times.addSearch(System.nanoTime() - start);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(
            new FindAnswer(
                probes.card().id(),
                decision.threshold(),
                decision.fmr(),
                IndexState.of(shards, freshness, missing),
                faces));
  }

  private FoundFace match(
      FaceInPhoto face,
      String gallery,
      int k,
      Decision decision,
      Map<String, String> filter,
      Set<Integer> missing) {
    NearestFaces nearest =
        shards.nearest(new NearestQuery(face.vector(), gallery, k, decision.threshold(), filter));
    missing.addAll(nearest.missing());
    List<Match> matches = nearest.candidates().stream().map(Match::of).toList();
    return new FoundFace(face.box(), face.confidence(), matches.isEmpty(), matches);
  }

  private static FaceSelection selection(Form form) {
    String faces = form.text("faces").orElse("largest");
    return switch (faces) {
      case "largest" -> FaceSelection.LARGEST;
      case "all" -> FaceSelection.ALL;
      default -> throw Problem.bad("faces", faces, "largest or all");
    };
  }

  /** What a find answers: everything its decisions can be made again from. */
  record FindAnswer(
      String model, float threshold, double fmr, IndexState index, List<FoundFace> faces) {}

  /** One face of the probe, with whom it may be; {@code unknown} if nobody passes the threshold. */
  record FoundFace(Box box, float confidence, boolean unknown, List<Match> matches) {}

  /** A subject, by its most similar face. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Match(
      String subject, String face, float similarity, @JsonRawValue @Nullable String metadata) {
    static Match of(Candidate candidate) {
      FaceKey key = candidate.key();
      String json = candidate.metadata().json();
      return new Match(
          key.subject(), key.face(), candidate.similarity(), json.isEmpty() ? null : json);
    }
  }
}
