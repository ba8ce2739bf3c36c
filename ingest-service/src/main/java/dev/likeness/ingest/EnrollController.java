package dev.likeness.ingest;

import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Segments;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.MetadataJson;
import dev.likeness.web.Form;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes photos over HTTP. */
@RestController
@RequestMapping("/v1")
final class EnrollController {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final EnrollmentDesk desk;

  EnrollController(EnrollmentDesk desk) {
    this.desk = desk;
  }

  @PostMapping("/galleries/{gallery}/subjects/{subject}/faces")
  ResponseEntity<EnrollAnswer> enrollFace(
      @PathVariable String gallery,
      @PathVariable String subject,
      Form form,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    form.allow("photo", "face", "box", "metadata", "wait");
    return enroll(gallery, subject, form, traceparent);
  }

  @PostMapping("/enroll")
  ResponseEntity<EnrollAnswer> enroll(
      Form form,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    form.allow("photo", "gallery", "subject", "face", "box", "metadata", "wait");
    return enroll(
        form.text("gallery").orElse(FaceKey.DEFAULT_GALLERY),
        form.requiredText("subject", "name the person in the photo"),
        form,
        traceparent);
  }

  private ResponseEntity<EnrollAnswer> enroll(
      String gallery, String subject, Form form, @Nullable String traceparent) {
    String inGallery = Segments.requireGallery(Segments.normalize(gallery));
    String ofSubject = Segments.require("subject", Segments.normalize(subject));
    Metadata metadata = form.text("metadata").map(MetadataJson::parse).orElse(Metadata.NONE);
    Duration wait = form.duration("wait", LONGEST_WAIT).orElse(Duration.ZERO);
    EnrollAnswer answer =
        desk.enroll(
            inGallery,
            ofSubject,
            form.text("face").map(Segments::normalize),
            form.requiredPhoto("photo"),
            form.text("box").map(Box::parse).orElse(null),
            metadata,
            traceparent,
            wait);
    return ResponseEntity.status(answer.httpStatus()).body(answer);
  }
}
