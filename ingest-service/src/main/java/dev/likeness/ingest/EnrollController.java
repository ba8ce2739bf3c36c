package dev.likeness.ingest;

import static dev.likeness.web.Fields.In.FORM;
import static dev.likeness.web.Fields.In.PATH;
import static dev.likeness.web.Fields.In.QUERY;

import dev.likeness.faces.Metadata;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.web.Code;
import dev.likeness.web.FacePath;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.SubjectPath;
import dev.likeness.web.access.GalleryAccess;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Takes photos over HTTP. */
@Tag(name = "Enroll", description = "Photos in")
@RestController
@RequestMapping("/v1")
final class EnrollController {
  private final EnrollmentService desk;

  EnrollController(EnrollmentService desk) {
    this.desk = desk;
  }

  /** Enrolls a photo of a subject. */
  @PostMapping("/galleries/{gallery}/subjects/{subject}/faces")
  @Enrolls
  ResponseEntity<EnrollAnswer> enrollFace(
      @Fields(PATH) SubjectPath subject,
      @Fields(QUERY) EnrollQuery query,
      @Fields(FORM) EnrollForm form,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    return enroll(subject, form, query.patience(), traceparent);
  }

  /** Enrolls several photos of a subject, each with an outcome of its own. */
  @PostMapping("/galleries/{gallery}/subjects/{subject}/photos")
  @Problems(Code.BROKER_UNAVAILABLE)
  EnrollManyAnswer enrollPhotos(
      @Fields(PATH) SubjectPath subject,
      @Fields(QUERY) EnrollQuery query,
      @Fields(FORM) EnrollManyForm form,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    List<EnrollManyAnswer.One> answers = new ArrayList<>();
    for (byte[] photo : form.photos().files()) {
      EnrollForm one = new EnrollForm(photo, null, null, form.metadata());
      answers.add(one(answers.size(), subject, one, query.patience(), traceparent));
    }
    return new EnrollManyAnswer(
        Math.toIntExact(answers.stream().filter(one -> one.enrolled() != null).count()), answers);
  }

  /** What is wrong with one photo is no fault of the others; what is wrong here is of all. */
  private EnrollManyAnswer.One one(
      int number,
      SubjectPath subject,
      EnrollForm form,
      Duration wait,
      @Nullable String traceparent) {
    try {
      return new EnrollManyAnswer.One(number, answer(subject, form, wait, traceparent), null, null);
    } catch (Problem problem) {
      if (problem.isOfTheService()) {
        throw problem;
      }
      return new EnrollManyAnswer.One(number, null, problem.code(), problem.getMessage());
    }
  }

  /** Enrolls a photo of a subject that the form names. */
  @PostMapping("/enroll")
  @Enrolls
  ResponseEntity<EnrollAnswer> enroll(
      @Fields(QUERY) EnrollQuery query,
      @Fields(FORM) NamedEnrollForm form,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    return enroll(form.of(), form.form(), query.patience(), traceparent);
  }

  /** Enrolls a photo that is the whole body. */
  @Enrolls
  @PutMapping(
      path = "/galleries/{gallery}/subjects/{subject}/faces/{face}/photo",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, "image/*"})
  ResponseEntity<EnrollAnswer> putPhoto(
      @Fields(PATH) FacePath face,
      @Fields(QUERY) PhotoQuery query,
      @RequestBody byte[] photo,
      @RequestHeader(name = EnrollmentRecords.TRACEPARENT, required = false)
          @Nullable String traceparent) {
    return enroll(
        new SubjectPath(face.gallery(), face.subject()),
        new EnrollForm(photo, face.face(), query.box(), query.metadata()),
        query.patience(),
        traceparent);
  }

  private ResponseEntity<EnrollAnswer> enroll(
      SubjectPath subject, EnrollForm form, Duration wait, @Nullable String traceparent) {
    EnrollAnswer answer = answer(subject, form, wait, traceparent);
    return ResponseEntity.status(answer.httpStatus()).location(place(answer)).body(answer);
  }

  private EnrollAnswer answer(
      SubjectPath subject, EnrollForm form, Duration wait, @Nullable String traceparent) {
    GalleryAccess.requireMade(subject.gallery());
    return desk.enroll(
        subject.gallery(),
        subject.subject(),
        Optional.ofNullable(form.face()),
        form.photo(),
        form.box(),
        Objects.requireNonNullElse(form.metadata(), Metadata.NONE),
        traceparent,
        wait);
  }

  /** Where the face can be read. */
  private static URI place(EnrollAnswer face) {
    return UriComponentsBuilder.fromPath("/v1/galleries/{gallery}/subjects/{subject}/faces/{face}")
        .encode()
        .buildAndExpand(face.gallery(), face.subject(), face.face())
        .toUri();
  }
}
