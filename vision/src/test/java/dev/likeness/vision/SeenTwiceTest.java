package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.vision.decode.Turn;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeenTwiceTest {
  private static final FoundFace FACE = face(new Box(80, 60, 90, 120), 0.99f, 0.01f, 125, 120);

  @Test
  void shouldDropABoxBesideAFaceWhosePointsAreThoseOfTheFace() {
    // Given
    FoundFace shoulder = face(new Box(120, 100, 70, 100), 0.9f, 0.01f, 130, 122);

    // When
    List<FoundFace> faces = SeenTwice.without(List.of(FACE, shoulder));

    // Then
    assertThat(faces).containsExactly(FACE);
  }

  @Test
  void shouldKeepTheBoxWithTheHigherScoreWhicheverIsLarger() {
    // Given
    FoundFace larger = face(new Box(60, 30, 140, 160), 0.7f, 0.01f, 130, 122);

    // When
    List<FoundFace> faces = SeenTwice.without(List.of(larger, FACE));

    // Then
    assertThat(faces).containsExactly(FACE);
  }

  @Test
  void shouldDropABoxOnAFaceWhosePointsDrift() {
    // Given
    FoundFace chin = face(new Box(90, 130, 80, 80), 0.999f, 0.3f, 300, 300);

    // When
    List<FoundFace> faces = SeenTwice.without(List.of(FACE, chin));

    // Then
    assertThat(faces).containsExactly(FACE);
  }

  @Test
  void shouldKeepAFaceBehindAFace() {
    // Given
    FoundFace behind = face(new Box(140, 60, 90, 120), 0.9f, 0.01f, 185, 120);
    FoundFace profile = face(new Box(150, 60, 90, 120), 0.9f, 0.3f, 190, 120);

    // When
    List<FoundFace> faces = SeenTwice.without(List.of(FACE, behind, profile));

    // Then
    assertThat(faces).containsExactly(FACE, behind);
    assertThat(SeenTwice.without(List.of(profile, FACE))).containsExactly(profile, FACE);
  }

  @Test
  void shouldKeepBoxesThatShareNothing() {
    // Given
    FoundFace far = face(new Box(300, 60, 90, 120), 0.7f, 0.6f, 345, 120);

    // When
    List<FoundFace> faces = SeenTwice.without(List.of(far, FACE));

    // Then
    assertThat(faces).containsExactly(far, FACE);
  }

  /** A face all of whose points are at (x, y). */
  private static FoundFace face(Box box, float score, float drift, float x, float y) {
    return new FoundFace(
        new Detection(box, score),
        new FacePoints(
            IntStream.range(0, FacePoints.COUNT).mapToObj(_ -> new Point(x, y)).toList()),
        drift,
        Turn.NONE);
  }
}
