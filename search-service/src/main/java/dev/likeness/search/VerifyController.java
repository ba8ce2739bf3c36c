package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Is this the one? A probe against a second photo, a subject, or one face (1:1). */
@RestController
final class VerifyController {
  private final Probes probes;
  private final ReadyIndex index;
  private final DefaultRates rates;
  private final StageMeters meters;

  VerifyController(Probes probes, ReadyIndex index, DefaultRates rates, StageMeters meters) {
    this.probes = probes;
    this.index = index;
    this.rates = rates;
    this.meters = meters;
  }

  @PostMapping("/v1/verify")
  ResponseEntity<VerifyAnswer> verify(Form form) {
    form.allow(
        "photo",
        "reference",
        "gallery",
        "subject",
        "face",
        "threshold",
        "fmr",
        "faces",
        ReadYourWrites.POSITION,
        ReadYourWrites.WAIT);
    byte[] photo = form.requiredPhoto("photo");
    Optional<byte[]> reference = form.photo("reference");
    Optional<String> subject = form.text("subject").map(name -> segment("subject", name));
    if (reference.isPresent() == subject.isPresent()) {
      throw neitherOrBoth(reference.isPresent());
    }
    if (reference.isPresent() && form.text("face").isPresent()) {
      throw Problem.missing("subject", "'face' names a face of a subject");
    }
    String gallery = Galleries.name(form);
    Wanted wanted =
        new Wanted(Aim.ofVerify(form, rates, gallery), selection(form), photo, reference);
    Optional<Claim> claim =
        subject.map(name ->
            new Claim(
                gallery, name, form.text("face").map(face -> segment("face", face)).orElse(null)));
    return index.ask(asked -> verify(asked, form, wanted, claim));
  }

  private static String segment(String field, String value) {
    return Galleries.segment(field, value);
  }

  private static Problem neitherOrBoth(boolean both) {
    String remedy = "give exactly one of 'reference', a second photo, and 'subject'";
    return both
        ? Problem.of(Code.BAD_FIELD, "fields 'reference' and 'subject' were both given: " + remedy)
            .with("field", "reference")
        : Problem.missing("reference", remedy);
  }

  private static FaceSelection selection(Form form) {
    Optional<String> faces = form.text("faces");
    return switch (faces.orElse("")) {
      case "largest" -> FaceSelection.LARGEST;
      case "best" -> FaceSelection.ALL;
      default -> {
        if (faces.isPresent()) {
          throw Problem.bad("faces", faces.get(), "largest or best");
        }
        yield FaceSelection.ONLY;
      }
    };
  }

  private ResponseEntity<VerifyAnswer> verify(
      IndexGeneration asked, Form form, Wanted wanted, Optional<Claim> claim) {
    Decision decision = wanted.aim().decide(asked.engine().card().thresholds(), 1);
    StageTimes times = new StageTimes();
    List<FaceInPhoto> probe = embed(asked, "photo", wanted.photo(), wanted.faces(), times);
    Compared best;
    if (claim.isPresent()) {
      ReadYourWrites.await(asked.shards(), form);
      long start = System.nanoTime();
      best = claim.get().compare(asked.shards(), probe);
      times.addSearch(System.nanoTime() - start);
    } else {
      byte[] reference = wanted.reference().orElseThrow();
      best =
          Compared.photos(
              probe,
              embed(asked, "reference", reference, wanted.faces(), times),
              asked.shards().view());
    }
    meters.record("verify", times);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(VerifyAnswer.of(decision, best, asked));
  }

  private List<FaceInPhoto> embed(
      IndexGeneration asked,
      String field,
      byte[] photo,
      FaceSelection selection,
      StageTimes times) {
    FacesFound found = probes.faces(asked.engine(), field, photo, selection);
    times.add(found.timings());
    return found.faces();
  }

  /** What is compared, and how that is decided. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Wanted(Aim aim, FaceSelection faces, byte[] photo, Optional<byte[]> reference) {}

  /**
   * What a verify answers: everything its decision can be made again from.
   *
   * @param similarity of the two faces that were most alike
   * @param threshold from which similarity on they are one person's
   * @param fmr how often two strangers' faces pass at that threshold
   * @param extrapolated whether the rate rests on anything that was not measured
   * @param comparisons how many pairs of faces were compared; the rate is that of each
   * @param model that the threshold belongs to
   * @param probe the face of the photo
   * @param reference the face of the second photo
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
      ComparedFace probe,
      @Nullable ComparedFace reference,
      IndexState index) {
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

  /** A face of a photo that was compared, in pixels of that photo as sent. */
  record ComparedFace(
      Box box, Landmarks landmarks, float confidence, Quality quality, int rotated) {
    static ComparedFace of(FaceInPhoto face) {
      return new ComparedFace(
          face.box(), face.landmarks(), face.confidence(), face.quality(), face.rotated());
    }
  }
}
