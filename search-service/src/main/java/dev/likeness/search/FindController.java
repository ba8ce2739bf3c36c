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
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.search.store.WhenMissing;
import dev.likeness.topics.MetadataJson;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Map;
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
  private final DefaultRates rates;
  private final StageMeters meters;

  FindController(Probes probes, ReadyIndex index, DefaultRates rates, StageMeters meters) {
    this.probes = probes;
    this.index = index;
    this.rates = rates;
    this.meters = meters;
  }

  @PostMapping("/v1/find")
  ResponseEntity<FindAnswer> find(Form form) {
    form.allow(
        "photo",
        "gallery",
        "k",
        "threshold",
        "fpir",
        "fmr",
        "candidates",
        "faces",
        "filter",
        "missing",
        ReadYourWrites.POSITION,
        ReadYourWrites.WAIT);
    String gallery = Galleries.name(form);
    Wanted wanted =
        new Wanted(
            gallery,
            form.integer("k", DEFAULT_K, 1, NearestQuery.MAX_K),
            Aim.ofFind(form, rates, gallery),
            form.flag("candidates"),
            form.text("filter").map(json -> MetadataJson.parse(json).attributes()).orElse(Map.of()),
            whenMissing(form));
    FaceSelection selection = selection(form);
    byte[] photo = form.requiredPhoto("photo");
    return index.ask(asked -> find(asked, form, photo, selection, wanted));
  }

  private ResponseEntity<FindAnswer> find(
      IndexGeneration asked, Form form, byte[] photo, FaceSelection selection, Wanted wanted) {
    StageTimes times = new StageTimes();
    FacesFound found = probes.faces(asked.engine(), "photo", photo, selection);
    times.add(found.timings());
    ReadYourWrites.await(asked.shards(), form);
    long start = System.nanoTime();
    Search search = new Search(asked.shards(), asked.engine().card().thresholds(), wanted);
    List<FoundFace> faces = found.faces().stream().map(search::find).toList();
    if (search.searched() == 0
        && search.view().missing().isEmpty()
        && asked.shards().lacksGallery(wanted.gallery(), wanted.missing())) {
      throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + wanted.gallery() + "' has no faces")
          .with("field", "gallery");
    }
    times.addSearch(System.nanoTime() - start);
    meters.record("find", times);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(
            FindAnswer.of(
                asked.id().model(),
                search.decision(),
                IndexState.of(asked, search.view()),
                PhotoSize.of(found),
                faces));
  }

  /** What is looked for, whoever the probe shows. */
  record Wanted(
      String gallery,
      int k,
      Aim aim,
      boolean candidates,
      Map<String, String> filter,
      WhenMissing missing) {}

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

  /**
   * What a find answers: everything its decisions can be made again from.
   *
   * @param model that the threshold belongs to
   * @param threshold from which similarity on a face is a match
   * @param fpir how often a stranger is given a name at that threshold among so many faces
   * @param fmr how often two strangers' faces match at that threshold
   * @param searched how many faces of the gallery, or of those the filter leaves, are in question;
   *     those of partitions that are missing as last known
   * @param extrapolated whether the rates rest on anything that was not measured
   */
  record FindAnswer(
      String model,
      float threshold,
      double fpir,
      double fmr,
      long searched,
      boolean extrapolated,
      IndexState index,
      PhotoSize photo,
      List<FoundFace> faces) {
    static FindAnswer of(
        String model, Decision decision, IndexState index, PhotoSize photo, List<FoundFace> faces) {
      return new FindAnswer(
          model,
          decision.threshold(),
          decision.fpir(),
          decision.fmr(),
          decision.searched(),
          decision.extrapolated(),
          index,
          photo,
          faces);
    }
  }

  /**
   * One face of the probe, with whom it may be.
   *
   * @param rotated by how many degrees the photo was turned clockwise to be read upright: 0, 90,
   *     180 or 270
   * @param unknown whether nobody passes the threshold
   * @param matches who passes it, most similar first
   * @param candidates who comes next and does not; null if that was not asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FoundFace(
      Box box,
      Landmarks landmarks,
      float confidence,
      Quality quality,
      int rotated,
      boolean unknown,
      List<Match> matches,
      @Nullable List<Match> candidates) {}

  /**
   * A subject, by its most similar face.
   *
   * @param match whether it passes the threshold
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Match(
      String subject,
      String face,
      float similarity,
      boolean match,
      @JsonRawValue @Nullable String metadata) {
    static Match of(Candidate candidate, boolean match) {
      FaceKey key = candidate.key();
      String json = candidate.metadata().json();
      return new Match(
          key.subject(), key.face(), candidate.similarity(), match, json.isEmpty() ? null : json);
    }
  }
}
