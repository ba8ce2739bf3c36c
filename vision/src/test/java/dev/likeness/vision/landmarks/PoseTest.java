package dev.likeness.vision.landmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Point;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseTest {
  private static final Offset<Float> ROUGHLY = within(6f);

  @Test
  void shouldSeeAFrontalFaceAsFrontal() {
    Pose pose = Pose.of(head(0, 0, 0));

    assertThat(pose.yaw()).isCloseTo(0, ROUGHLY);
    assertThat(pose.pitch()).isCloseTo(0, ROUGHLY);
    assertThat(pose.roll()).isCloseTo(0, ROUGHLY);
  }

  @ParameterizedTest
  @ValueSource(ints = {-45, -20, 20, 45})
  void shouldTellEachAngleWithItsSign(int degrees) {
    assertThat(Pose.of(head(degrees, 0, 0)).yaw()).isCloseTo(degrees, ROUGHLY);
    assertThat(Pose.of(head(0, degrees / 2.0, 0)).pitch()).isCloseTo(degrees / 2f, ROUGHLY);
    assertThat(Pose.of(head(0, 0, degrees)).roll()).isCloseTo(degrees, ROUGHLY);
  }

  @Test
  void shouldAnswerForPointsThatAreNoFace() {
    Point same = new Point(5, 5);

    Pose pose = Pose.of(new Landmarks(same, same, same, same, same));

    assertThat(pose.yaw()).isFinite();
    assertThat(pose.pitch()).isFinite();
  }

  /** An average head of 100 pixels between the eyes, turned and projected. */
  private static Landmarks head(double yaw, double pitch, double roll) {
    return new Landmarks(
        project(-50, 0, 0, yaw, pitch, roll),
        project(50, 0, 0, yaw, pitch, roll),
        project(0, 57, 55, yaw, pitch, roll),
        project(-40, 107, 15, yaw, pitch, roll),
        project(40, 107, 15, yaw, pitch, roll));
  }

  private static Point project(
      double x, double y, double towardsViewer, double yaw, double pitch, double roll) {
    double a = Math.toRadians(yaw);
    double b = Math.toRadians(pitch);
    double c = Math.toRadians(roll);
    double x1 = x * Math.cos(a) + towardsViewer * Math.sin(a);
    double z1 = towardsViewer * Math.cos(a) - x * Math.sin(a);
    double y2 = y * Math.cos(b) + z1 * Math.sin(b);
    return new Point(
        (float) (x1 * Math.cos(c) - y2 * Math.sin(c)),
        (float) (x1 * Math.sin(c) + y2 * Math.cos(c)));
  }
}
