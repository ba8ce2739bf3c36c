package dev.likeness.search.compare;

import static dev.likeness.web.Fields.In.FORM;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.IndexState;
import dev.likeness.search.http.Probes;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.topics.AuditEvent;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.access.Audited;
import dev.likeness.web.access.GalleryAccess;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Is this the one? A probe against a second photo, a subject, or one face (1:1). */
@Tag(name = "Compare", description = "Whose face a photo shows")
@RestController
final class VerifyController {
  private final Probes probes;
  private final ReadyIndex index;
  private final DefaultRates rates;
  private final MeterRegistry meters;

  VerifyController(Probes probes, ReadyIndex index, DefaultRates rates, MeterRegistry meters) {
    this.probes = probes;
    this.index = index;
    this.rates = rates;
    this.meters = meters;
  }

  /** Compares two faces: is this the one? */
  @PostMapping("/v1/verify")
  @Problems(
      value = {
        Code.MISSING_FIELD,
        Code.UNKNOWN_SUBJECT,
        Code.UNKNOWN_FACE,
        Code.MODEL_DIFFERS,
        Code.INDEX_NOT_READY,
        Code.NOT_YET_APPLIED
      },
      reasons = {Reason.NO_FACE, Reason.SEVERAL_FACES, Reason.FACE_TOO_SMALL, Reason.LOW_QUALITY})
  ResponseEntity<VerifyAnswer> verify(@Fields(FORM) VerifyRequest request) {
    Given.requireOne(Given.of("photo", request.photo()), Given.of("vector", request.vector()));
    Optional<Claim> claim = claim(request);
    requireSeen(request);
    Aim aim = Aim.of(request, rates);
    return index.ask(asked -> verify(asked, request, aim, claim));
  }

  /** Two photos need no gallery, but its rates may decide about them. */
  private static void requireSeen(VerifyRequest request) {
    if (request.subject() != null) {
      GalleryAccess.requireSeen(request.gallery(), request.subject(), request.face());
    } else if (!request.gallery().equals(FaceKey.DEFAULT_GALLERY)) {
      GalleryAccess.requireSeen(request.gallery());
    }
  }

  private static Optional<Claim> claim(VerifyRequest request) {
    if ((request.reference() == null) == (request.subject() == null)) {
      throw neitherOrBoth(request.reference() != null);
    }
    if (request.subject() == null && request.face() != null) {
      throw Problem.missing("subject", "'face' names a face of a subject");
    }
    return Optional.ofNullable(request.subject())
        .map(subject -> new Claim(request.gallery(), subject, request.face()));
  }

  private static Problem neitherOrBoth(boolean both) {
    String remedy = "give exactly one of 'reference', a second photo, and 'subject'";
    return both
        ? Problem.of(Code.BAD_FIELD, "fields 'reference' and 'subject' were both given: " + remedy)
            .with("field", "reference")
        : Problem.missing("reference", remedy);
  }

  private static FaceSelection selection(VerifyRequest request) {
    return switch (request.faces()) {
      case LARGEST -> FaceSelection.LARGEST;
      case BEST -> FaceSelection.ALL;
      case null -> FaceSelection.ONLY;
    };
  }

  private ResponseEntity<VerifyAnswer> verify(
      IndexGeneration asked, VerifyRequest request, Aim aim, Optional<Claim> claim) {
    Given.requireModel(request.model(), asked.engine().card());
    Decision decision = aim.decide(asked.engine().card().thresholds(), 1);
    FaceSelection faces = selection(request);
    StageTimes times = new StageTimes();
    List<Probe> probe =
        request.photo() == null
            ? List.of(
                Probe.of(
                    Given.fitting(Objects.requireNonNull(request.vector()), asked.engine().card())))
            : embed(asked, "photo", request.photo(), faces, times);
    Compared best;
    byte[] reference = request.reference();
    if (claim.isPresent()) {
      ReadYourWrites.await(asked.shards(), request);
      long start = System.nanoTime();
      best = claim.get().compare(asked.shards(), probe);
      times.addSearch(System.nanoTime() - start);
    } else {
      best =
          Compared.photos(
              probe,
              embed(asked, "reference", Objects.requireNonNull(reference), faces, times),
              asked.shards().view());
    }
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header("verify", meters))
        .body(VerifyAnswer.of(decision, best, asked));
  }

  private List<Probe> embed(
      IndexGeneration asked,
      String field,
      byte[] photo,
      FaceSelection selection,
      StageTimes times) {
    FacesFound found = probes.faces(asked.engine(), field, photo, selection);
    times.add(found.timings());
    return found.faces().stream().map(Probe::of).toList();
  }

  /**
   * What a verify answers: everything its decision can be made again from.
   *
   * @param verified whether they are one person's
   * @param similarity of the two faces that were most alike
   * @param threshold from which similarity on they are one person's
   * @param fmr how often two strangers' faces pass at that threshold
   * @param extrapolated whether the rate rests on anything that was not measured
   * @param comparisons how many pairs of faces were compared; the rate is that of each
   * @param model that the threshold belongs to
   * @param subject the enrolled person that was compared with
   * @param face the enrolled face that was most alike
   * @param probe the face of the photo
   * @param reference the face of the second photo
   * @param index what the answer was given from
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VerifyAnswer(
      boolean verified,
      float similarity,
      float threshold,
      double fmr,
      boolean extrapolated,
      int comparisons,
      String model,
      @Nullable String subject,
      @Nullable String face,
      @Nullable ComparedFace probe,
      @Nullable ComparedFace reference,
      IndexState index)
      implements Audited {
    @Override
    public Facts facts() {
      return new Facts(
          model, threshold, List.of(new AuditEvent.Decided(subject, similarity, verified)));
    }

    static VerifyAnswer of(Decision decision, Compared best, IndexGeneration asked) {
      return new VerifyAnswer(
          decision.accepts(best.similarity()),
          best.similarity(),
          decision.threshold(),
          decision.fmr(),
          decision.extrapolated(),
          best.comparisons(),
          asked.id().model(),
          best.enrolled() == null ? null : best.enrolled().subject(),
          best.enrolled() == null ? null : best.enrolled().face(),
          ComparedFace.of(best.probe()),
          best.reference() == null ? null : ComparedFace.of(best.reference()),
          IndexState.of(asked, best.view()));
    }
  }

  /**
   * A face of a photo that was compared, in pixels of that photo as sent.
   *
   * @param box the face
   * @param landmarks five points of the face
   * @param confidence of the detector that it is a face, from 0 to 1
   * @param quality what its picture is worth
   * @param rotated by how many degrees the photo was turned clockwise to be read with the face
   *     upright: 0, 90, 180 or 270
   */
  record ComparedFace(
      Box box, Landmarks landmarks, float confidence, Quality quality, int rotated) {
    static @Nullable ComparedFace of(Probe probe) {
      FaceInPhoto face = probe.face();
      return face == null
          ? null
          : new ComparedFace(
              face.box(), face.landmarks(), face.confidence(), face.quality(), face.rotated());
    }
  }
}
