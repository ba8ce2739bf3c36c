package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.index.Candidate;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.View;
import dev.likeness.search.store.WhenMissing;
import dev.likeness.topics.MetadataJson;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is this? One probe against a gallery (1:N). */
@RestController
final class FindController {
  private static final int DEFAULT_K = 5;

  private final Probes probes;
  private final ReadyIndex index;
  private final StageMeters meters;

  FindController(Probes probes, ReadyIndex index, StageMeters meters) {
    this.probes = probes;
    this.index = index;
    this.meters = meters;
  }

  @PostMapping("/v1/find")
  ResponseEntity<FindAnswer> find(Form form) {
    form.allow(
        "photo",
        "gallery",
        "k",
        "threshold",
        "fmr",
        "faces",
        "filter",
        "missing",
        ReadYourWrites.POSITION,
        ReadYourWrites.WAIT);
    Wanted wanted =
        new Wanted(
            Galleries.name(form),
            form.integer("k", DEFAULT_K, 1, NearestQuery.MAX_K),
            form.text("filter").map(json -> MetadataJson.parse(json).attributes()).orElse(Map.of()),
            whenMissing(form));
    FaceSelection selection = selection(form);
    byte[] photo = form.requiredPhoto("photo");
    return index.ask(asked -> find(asked, form, photo, selection, wanted));
  }

  private ResponseEntity<FindAnswer> find(
      IndexGeneration asked, Form form, byte[] photo, FaceSelection selection, Wanted wanted) {
    Decision decision = Decision.of(form, asked.engine().card());
    StageTimes times = new StageTimes();
    FacesFound found = probes.faces(asked.engine(), photo, selection);
    times.add(found.timings());
    ReadYourWrites.await(asked.shards(), form);
    long start = System.nanoTime();
    List<FoundFace> faces = new ArrayList<>();
    View view = null;
    for (FaceInPhoto face : found.faces()) {
      NearestFaces nearest = asked.shards().nearest(wanted.query(face, decision), wanted.missing());
      view = view == null ? nearest.view() : view.and(nearest.view());
      List<Match> matches = nearest.candidates().stream().map(Match::of).toList();
      faces.add(
          new FoundFace(
              face.box(),
              face.landmarks(),
              face.confidence(),
              face.quality(),
              matches.isEmpty(),
              matches));
    }
    View seen = Objects.requireNonNull(view);
    if (faces.stream().allMatch(FoundFace::unknown)
        && seen.missing().isEmpty()
        && asked.shards().lacksGallery(wanted.gallery(), wanted.missing())) {
      throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + wanted.gallery() + "' has no faces")
          .with("field", "gallery");
    }
    times.addSearch(System.nanoTime() - start);
    meters.record("find", times);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(
            new FindAnswer(
                asked.id().model(),
                decision.threshold(),
                decision.fmr(),
                IndexState.of(asked, seen),
                PhotoSize.of(found),
                faces));
  }

  /** What is looked for, whoever the probe shows. */
  private record Wanted(String gallery, int k, Map<String, String> filter, WhenMissing missing) {
    NearestQuery query(FaceInPhoto face, Decision decision) {
      return new NearestQuery(face.vector(), gallery, k, decision.threshold(), filter);
    }
  }

  private static WhenMissing whenMissing(Form form) {
    String missing = form.text("missing").orElse("partial");
    return switch (missing) {
      case "partial" -> WhenMissing.PARTIAL;
      case "wait" -> WhenMissing.WAIT;
      default -> throw Problem.bad("missing", missing, "partial or wait");
    };
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
      String model,
      float threshold,
      double fmr,
      IndexState index,
      PhotoSize photo,
      List<FoundFace> faces) {}

  /** One face of the probe, with whom it may be; {@code unknown} if nobody passes the threshold. */
  record FoundFace(
      Box box,
      Landmarks landmarks,
      float confidence,
      Quality quality,
      boolean unknown,
      List<Match> matches) {}

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
