package dev.likeness.search.compare;

import static dev.likeness.web.Fields.In.FORM;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.search.http.PhotoSize;
import dev.likeness.search.http.Probes;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.vision.DetectedFace;
import dev.likeness.vision.DetectedFaces;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.Unusable;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is in this photo? Its faces, or their vectors. Nothing is stored and nothing compared. */
@Tag(name = "Compare", description = "Whose face a photo shows")
@RestController
final class DetectController {
  private final Probes probes;
  private final ReadyIndex index;

  DetectController(Probes probes, ReadyIndex index) {
    this.probes = probes;
    this.index = index;
  }

  /** Finds the faces of a photo. Nothing is stored. */
  @PostMapping("/v1/detect")
  @Problems(Code.INDEX_NOT_READY)
  ResponseEntity<DetectAnswer> detect(@Fields(FORM) DetectRequest request) {
    return index.askAnyway(asked -> {
      DetectedFaces detected = probes.detect(asked.engine(), "photo", request.photo());
      StageTimes times = new StageTimes();
      times.add(detected.timings());
      return ResponseEntity.ok()
          .header(StageTimes.HEADER, times.header())
          .body(
              new DetectAnswer(
                  new PhotoSize(detected.width(), detected.height()),
                  detected.faces().stream().map(ShownFace::of).toList()));
    });
  }

  /** Gives the vectors of the faces of a photo. Nothing is stored. */
  @PostMapping("/v1/embed")
  @Problems(
      value = Code.INDEX_NOT_READY,
      reasons = {Reason.NO_FACE, Reason.SEVERAL_FACES, Reason.FACE_TOO_SMALL, Reason.LOW_QUALITY})
  ResponseEntity<EmbedAnswer> embed(@Fields(FORM) EmbedRequest request) {
    return index.askAnyway(asked -> {
      FaceSelection selection =
          switch (request.faces()) {
            case LARGEST -> FaceSelection.LARGEST;
            case ALL -> FaceSelection.ALL;
          };
      FacesFound found = probes.faces(asked.engine(), "photo", request.photo(), selection);
      StageTimes times = new StageTimes();
      times.add(found.timings());
      return ResponseEntity.ok()
          .header(StageTimes.HEADER, times.header())
          .body(
              new EmbedAnswer(
                  asked.id().model(),
                  asked.engine().card().dimension(),
                  PhotoSize.of(found),
                  found.faces().stream().map(EmbeddedFace::of).toList()));
    });
  }

  /**
   * What a detect answers.
   *
   * @param photo the photo in whose pixels the places are
   * @param faces largest first; none if there is none
   */
  record DetectAnswer(PhotoSize photo, List<ShownFace> faces) {}

  /**
   * One face of a photo.
   *
   * @param box the face
   * @param landmarks five points of the face
   * @param confidence of the detector that it is a face, from 0 to 1
   * @param quality what its picture is worth
   * @param rotated by how many degrees the photo is to be turned clockwise for the face to be
   *     upright: 0, 90, 180 or 270
   * @param enrollable whether the face is good enough to be enrolled
   * @param code why it is not; null if it is
   * @param detail the same in a sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownFace(
      Box box,
      Landmarks landmarks,
      float confidence,
      Quality quality,
      int rotated,
      boolean enrollable,
      @Nullable String code,
      @Nullable String detail) {
    static ShownFace of(DetectedFace face) {
      Unusable objection = face.objection();
      return new ShownFace(
          face.box(),
          face.landmarks(),
          face.confidence(),
          face.quality(),
          face.rotated(),
          objection == null,
          objection == null ? null : objection.reason().name(),
          objection == null ? null : objection.detail());
    }
  }

  /**
   * What an embed answers.
   *
   * @param model whose vectors they are; vectors of another one cannot be compared with them
   * @param dimension how many components each has
   * @param photo the photo in whose pixels the places are
   * @param faces at least one, largest first
   */
  record EmbedAnswer(String model, int dimension, PhotoSize photo, List<EmbeddedFace> faces) {}

  /**
   * One face of a photo with its vector.
   *
   * @param box the face
   * @param landmarks five points of the face
   * @param confidence of the detector that it is a face, from 0 to 1
   * @param quality what its picture is worth
   * @param rotated by how many degrees the photo was turned clockwise to be read upright: 0, 90,
   *     180 or 270
   * @param vector of unit length
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record EmbeddedFace(
      Box box,
      Landmarks landmarks,
      float confidence,
      Quality quality,
      int rotated,
      float[] vector) {
    static EmbeddedFace of(FaceInPhoto face) {
      return new EmbeddedFace(
          face.box(),
          face.landmarks(),
          face.confidence(),
          face.quality(),
          face.rotated(),
          face.vector().toArray());
    }
  }
}
