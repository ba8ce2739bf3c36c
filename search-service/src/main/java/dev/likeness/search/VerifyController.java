package dev.likeness.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Vector;
import dev.likeness.search.store.Shards;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Is this the one? A probe against a second photo, a subject, or one face (1:1). */
@RestController
final class VerifyController {
  private static final int FACES_COMPARED = 1_000;

  private final Probes probes;
  private final Shards shards;
  private final ReadYourWrites writes;
  private final Freshness freshness;

  VerifyController(Probes probes, Shards shards, ReadYourWrites writes, Freshness freshness) {
    this.probes = probes;
    this.shards = shards;
    this.writes = writes;
    this.freshness = freshness;
  }

  @PostMapping("/v1/verify")
  ResponseEntity<VerifyAnswer> verify(Form form) {
    form.allow(
        "photo", "reference", "gallery", "subject", "face", "threshold", "fmr", "min_position");
    Decision decision = Decision.of(form, probes.card());
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

    freshness.requireReady();
    StageTimes times = new StageTimes();
    FaceInPhoto probe = embed(photo, times);
    Compared best =
        reference.isPresent()
            ? Compared.photos(probe.vector(), embed(reference.get(), times).vector())
            : enrolled(form, probe.vector(), subject.orElseThrow(), times);
    return ResponseEntity.ok()
        .header(StageTimes.HEADER, times.header())
        .body(
            new VerifyAnswer(
                decision.accepts(best.similarity()),
                best.similarity(),
                decision.threshold(),
                decision.fmr(),
                probes.card().id(),
                best.subject(),
                best.face(),
                new ProbeFace(probe.box(), probe.confidence()),
                IndexState.of(shards, freshness, shards.missing())));
  }

  private FaceInPhoto embed(byte[] photo, StageTimes times) {
    FacesFound found = probes.faces(photo, FaceSelection.LARGEST);
    times.add(found.timings());
    return found.faces().getFirst();
  }

  private Compared enrolled(Form form, Vector probe, String subject, StageTimes times) {
    writes.await(form);
    long start = System.nanoTime();
    String gallery = Galleries.name(form);
    String name = Galleries.segment("subject", subject);
    Optional<String> face = form.text("face");
    Compared best =
        face.isPresent()
            ? oneFace(new FaceKey(gallery, name, Galleries.segment("face", face.get())), probe)
            : bestFace(gallery, name, probe);
    times.addSearch(System.nanoTime() - start);
    return best;
  }

  private Compared oneFace(FaceKey key, Vector probe) {
    Outcome outcome =
        shards
            .face(key)
            .orElseThrow(() -> Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' is not enrolled"));
    return switch (outcome) {
      case Embedding embedding -> Compared.face(key, probe.cosine(embedding.vector()));
      case Rejection rejection ->
          throw Problem.of(
              Code.UNKNOWN_FACE, "face '" + key + "' was rejected: " + rejection.reason());
      default -> throw Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' was forgotten");
    };
  }

  private Compared bestFace(String gallery, String subject, Vector probe) {
    List<FaceKey> keys = shards.facesOfSubject(gallery, subject, null, FACES_COMPARED);
    return keys.stream()
        .flatMap(key -> compare(key, probe).stream())
        .max(Comparator.comparingDouble(Compared::similarity))
        .orElseThrow(() ->
            Problem.of(
                    Code.UNKNOWN_SUBJECT,
                    "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
                .with("field", "subject"));
  }

  private Optional<Compared> compare(FaceKey key, Vector probe) {
    return shards
        .face(key)
        .filter(Embedding.class::isInstance)
        .map(outcome -> Compared.face(key, probe.cosine(((Embedding) outcome).vector())));
  }

  private record Compared(float similarity, @Nullable String subject, @Nullable String face) {
    static Compared photos(Vector probe, Vector reference) {
      return new Compared(probe.cosine(reference), null, null);
    }

    static Compared face(FaceKey key, float similarity) {
      return new Compared(similarity, key.subject(), key.face());
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
      IndexState index) {}

  /** The face of the probe that was compared. */
  record ProbeFace(Box box, float confidence) {}
}
