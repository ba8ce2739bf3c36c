package dev.likeness.search.compare;

import static dev.likeness.web.Fields.In.FORM;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.IndexState;
import dev.likeness.search.http.PhotoSize;
import dev.likeness.search.http.Probes;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.search.store.IndexedOutcome;
import dev.likeness.search.store.WhenMissing;
import dev.likeness.topics.AuditEvent;
import dev.likeness.topics.InvalidMetadataException;
import dev.likeness.topics.MetadataJson;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.Unknown;
import dev.likeness.web.access.Audited;
import dev.likeness.web.access.GalleryAccess;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is this? One probe against a gallery (1:N). */
@Tag(name = "Compare", description = "Whose face a photo shows")
@RestController
final class FindController {
  private final Probes probes;
  private final ReadyIndex index;
  private final DefaultRates rates;
  private final MeterRegistry meters;

  FindController(Probes probes, ReadyIndex index, DefaultRates rates, MeterRegistry meters) {
    this.probes = probes;
    this.index = index;
    this.rates = rates;
    this.meters = meters;
  }

  /** Searches a gallery for the faces of a photo: who is this? */
  @PostMapping("/v1/find")
  @Problems(
      value = {
        Code.MISSING_FIELD,
        Code.UNKNOWN_GALLERY,
        Code.UNKNOWN_FACE,
        Code.MODEL_DIFFERS,
        Code.INDEX_NOT_READY,
        Code.NOT_YET_APPLIED
      },
      reasons = {
        Reason.BAD_KEY,
        Reason.NO_FACE,
        Reason.SEVERAL_FACES,
        Reason.FACE_TOO_SMALL,
        Reason.LOW_QUALITY
      })
  ResponseEntity<FindAnswer> find(@Fields(FORM) FindRequest request) {
    GalleryAccess.requireSeen(request.gallery());
    FaceKey enrolled = request.enrolled() == null ? null : FaceKey.parse(request.enrolled());
    if (enrolled != null && !GalleryAccess.sees(enrolled.gallery())) {
      throw notSearchable(enrolled);
    }
    Given.requireOne(
        Given.of("photo", request.photo()),
        Given.of("vector", request.vector()),
        Given.of("enrolled", enrolled));
    Wanted wanted =
        new Wanted(
            request.gallery(),
            request.k(),
            Aim.of(request, rates),
            request.candidates(),
            request.filter() == null ? Map.of() : filter(request.filter().json()),
            enrolled == null || !enrolled.gallery().equals(request.gallery())
                ? null
                : enrolled.subject(),
            whenMissing(request));
    return index.ask(asked -> find(asked, request, enrolled, wanted));
  }

  private ResponseEntity<FindAnswer> find(
      IndexGeneration asked, FindRequest request, @Nullable FaceKey enrolled, Wanted wanted) {
    Given.requireModel(request.model(), asked.engine().card());
    StageTimes times = new StageTimes();
    FacesFound photo = null;
    List<Probe> looked;
    if (request.photo() != null) {
      photo = probes.faces(asked.engine(), "photo", request.photo(), selection(request));
      times.add(photo.timings());
      looked = photo.faces().stream().map(Probe::of).toList();
      ReadYourWrites.await(asked.shards(), request);
    } else {
      ReadYourWrites.await(asked.shards(), request);
      looked = List.of(Probe.of(vector(asked, request.vector(), enrolled)));
    }
    long start = System.nanoTime();
    Search search =
        new Search(
            (query, cutoff) -> asked.shards().nearest(query, cutoff, wanted.missing()),
            asked.engine().card().thresholds(),
            wanted);
    List<FoundFace> faces = looked.stream().map(search::find).toList();
    if (search.searched() == 0
        && search.view().missing().isEmpty()
        && asked.shards().lacksGallery(wanted.gallery(), wanted.missing())) {
      throw Unknown.gallery(wanted.gallery());
    }
    times.addSearch(System.nanoTime() - start);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header("find", meters))
        .body(
            FindAnswer.of(
                asked.id().model(),
                search.decision(),
                IndexState.of(asked, search.view()),
                photo == null ? null : PhotoSize.of(photo),
                faces));
  }

  /** The vector that was given, or that of the enrolled face. */
  private static Vector vector(
      IndexGeneration asked, @Nullable Vector given, @Nullable FaceKey enrolled) {
    if (enrolled == null) {
      return Given.fitting(Objects.requireNonNull(given), asked.engine().card());
    }
    return asked
        .shards()
        .faceWithVector(enrolled)
        .filter(Embedding.class::isInstance)
        .map(outcome -> ((Embedding) outcome).vector())
        .orElseThrow(() -> notSearchable(enrolled));
  }

  private static Problem notSearchable(FaceKey enrolled) {
    return Problem.of(Code.UNKNOWN_FACE, "face '" + enrolled + "' is not searchable")
        .with("field", "enrolled");
  }

  /**
   * What is looked for, whoever the probe shows.
   *
   * @param except the subject that is left out; null if none is
   */
  record Wanted(
      String gallery,
      int k,
      Aim aim,
      boolean candidates,
      Map<String, String> filter,
      @Nullable String except,
      WhenMissing missing) {}

  private static Map<String, String> filter(String json) {
    try {
      return MetadataJson.filter(json);
    } catch (InvalidMetadataException e) {
      throw Problem.of(Code.BAD_FIELD, String.valueOf(e.getMessage())).with("field", "filter");
    }
  }

  private static WhenMissing whenMissing(FindRequest request) {
    return switch (request.missing()) {
      case PARTIAL -> WhenMissing.PARTIAL;
      case WAIT -> WhenMissing.WAIT;
    };
  }

  private static FaceSelection selection(FindRequest request) {
    return switch (request.faces()) {
      case LARGEST -> FaceSelection.LARGEST;
      case ALL -> FaceSelection.ALL;
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
   * @param index what the answer was given from
   * @param photo the photo in whose pixels the places are
   * @param faces each that was looked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FindAnswer(
      String model,
      float threshold,
      double fpir,
      double fmr,
      long searched,
      boolean extrapolated,
      IndexState index,
      @Nullable PhotoSize photo,
      List<FoundFace> faces)
      implements Audited {
    @Override
    public Facts facts() {
      return new Facts(model, threshold, faces.stream().flatMap(FoundFace::decisions).toList());
    }

    static FindAnswer of(
        String model,
        Decision decision,
        IndexState index,
        @Nullable PhotoSize photo,
        List<FoundFace> faces) {
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
   * One face of the probe, with whom it may be. Of a vector nothing is known of where it is.
   *
   * @param box the face
   * @param landmarks five points of the face
   * @param confidence of the detector that it is a face, from 0 to 1
   * @param quality what its picture is worth
   * @param rotated by how many degrees the photo was turned clockwise to be read upright: 0, 90,
   *     180 or 270
   * @param unknown whether nobody passes the threshold
   * @param matches who passes it, most similar first
   * @param candidates who comes next and does not; null if that was not asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FoundFace(
      @Nullable Box box,
      @Nullable Landmarks landmarks,
      @Nullable Float confidence,
      @Nullable Quality quality,
      @Nullable Integer rotated,
      boolean unknown,
      List<Match> matches,
      @Nullable List<Match> candidates) {
    static FoundFace of(
        @Nullable FaceInPhoto face, List<Match> matches, @Nullable List<Match> candidates) {
      return new FoundFace(
          face == null ? null : face.box(),
          face == null ? null : face.landmarks(),
          face == null ? null : face.confidence(),
          face == null ? null : face.quality(),
          face == null ? null : face.rotated(),
          matches.isEmpty(),
          matches,
          candidates);
    }

    /** Who was named, or that nobody was. */
    private Stream<AuditEvent.Decided> decisions() {
      return unknown
          ? Stream.of(new AuditEvent.Decided(null, null, false))
          : matches.stream()
              .map(match -> new AuditEvent.Decided(match.subject(), match.similarity(), true));
    }
  }

  /**
   * A subject, by its most similar face.
   *
   * @param subject the person
   * @param face the id of the face
   * @param similarity of the two faces, a cosine from -1 to 1
   * @param match whether it passes the threshold
   * @param metadata what is kept with the face; left out if nothing is
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
      String json = IndexedOutcome.metadata(candidate).json();
      return new Match(
          key.subject(), key.face(), candidate.similarity(), match, json.isEmpty() ? null : json);
    }
  }
}
