package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.View;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
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
  private final StageMeters meters;

  VerifyController(Probes probes, ReadyIndex index, StageMeters meters) {
    this.probes = probes;
    this.index = index;
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
        ReadYourWrites.POSITION,
        ReadYourWrites.WAIT);
    byte[] photo = form.requiredPhoto("photo");
    Optional<byte[]> reference = form.photo("reference");
    Optional<String> subject = form.text("subject");
    if (reference.isPresent() == subject.isPresent()) {
      throw Problem.missing(
          "reference", "give exactly one of 'reference', a second photo, and 'subject'");
    }
    if (reference.isPresent() && form.text("face").isPresent()) {
      throw Problem.missing("subject", "'face' names a face of a subject");
    }
    return index.ask(asked -> verify(asked, form, photo, reference));
  }

  private ResponseEntity<VerifyAnswer> verify(
      IndexGeneration asked, Form form, byte[] photo, Optional<byte[]> reference) {
    Decision decision = Decision.of(form, asked.engine().card());
    StageTimes times = new StageTimes();
    FaceInPhoto probe = embed(asked, photo, times);
    FaceInPhoto other = reference.map(sent -> embed(asked, sent, times)).orElse(null);
    Compared best =
        other != null
            ? Compared.photos(probe.vector().cosine(other.vector()), asked.shards().view())
            : enrolled(asked, form, probe.vector(), times);
    meters.record("verify", times);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(
            new VerifyAnswer(
                decision.accepts(best.similarity()),
                best.similarity(),
                decision.threshold(),
                decision.fmr(),
                asked.id().model(),
                best.subject(),
                best.face(),
                ProbeFace.of(probe),
                other == null ? null : ProbeFace.of(other),
                IndexState.of(asked, best.view())));
  }

  private FaceInPhoto embed(IndexGeneration asked, byte[] photo, StageTimes times) {
    FacesFound found = probes.faces(asked.engine(), photo, FaceSelection.LARGEST);
    times.add(found.timings());
    return found.faces().getFirst();
  }

  private static Compared enrolled(
      IndexGeneration asked, Form form, Vector probe, StageTimes times) {
    ReadYourWrites.await(asked.shards(), form);
    long start = System.nanoTime();
    String gallery = Galleries.name(form);
    String subject = Galleries.segment("subject", form.text("subject").orElseThrow());
    Optional<String> face = form.text("face").map(name -> Galleries.segment("face", name));
    NearestFaces compared = asked.shards().compare(probe, gallery, subject, face.orElse(null));
    if (compared.candidates().isEmpty()) {
      throw face.isPresent()
          ? notCompared(asked, new FaceKey(gallery, subject, face.get()))
          : Problem.of(
                  Code.UNKNOWN_SUBJECT,
                  "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
              .with("field", "subject");
    }
    times.addSearch(System.nanoTime() - start);
    return Compared.face(compared.candidates().getFirst(), compared.view());
  }

  private static Problem notCompared(IndexGeneration asked, FaceKey key) {
    return Problem.of(
        Code.UNKNOWN_FACE,
        "face '"
            + key
            + "' "
            + (asked.shards().face(key).orElse(null) instanceof Rejection rejection
                ? "was rejected: " + rejection.reason()
                : "is not enrolled"));
  }

  private record Compared(
      float similarity, @Nullable String subject, @Nullable String face, View view) {
    static Compared photos(float similarity, View view) {
      return new Compared(similarity, null, null, view);
    }

    static Compared face(Candidate best, View view) {
      return new Compared(best.similarity(), best.key().subject(), best.key().face(), view);
    }
  }

  /** What a verify answers: everything its decision can be made again from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VerifyAnswer(
      boolean verified,
      float similarity,
      float threshold,
      double fmr,
      String model,
      @Nullable String subject,
      @Nullable String face,
      ProbeFace probe,
      @Nullable ProbeFace reference,
      IndexState index) {}

  /** The face of a photo that was compared, in pixels of that photo as sent. */
  record ProbeFace(Box box, Landmarks landmarks, float confidence, Quality quality) {
    static ProbeFace of(FaceInPhoto face) {
      return new ProbeFace(face.box(), face.landmarks(), face.confidence(), face.quality());
    }
  }
}
