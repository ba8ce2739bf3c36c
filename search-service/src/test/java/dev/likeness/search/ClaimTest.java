package dev.likeness.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.FaceKey;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.web.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaimTest {
  private final KnownFaces known =
      new KnownFaces().face("g/ada/1", 20).face("g/ada/2", 80).face("g/bob/1", 79);

  @Test
  void shouldTakeTheMostSimilarPairOfFaces() {
    // Given
    FaceInPhoto far = KnownFaces.inPhoto(140);
    FaceInPhoto near = KnownFaces.inPhoto(70);

    // When
    Compared all = new Claim("g", "ada", null).compare(known, List.of(far, near));
    Compared one = new Claim("g", "ada", "1").compare(known, List.of(far, near));

    // Then
    assertThat(all.probe()).isEqualTo(near);
    assertThat(all.enrolled()).isEqualTo(FaceKey.parse("g/ada/2"));
    assertThat(all.similarity()).isCloseTo((float) Math.cos(Math.toRadians(10)), within(1e-5f));
    assertThat(all.comparisons()).isEqualTo(4);
    assertThat(one.enrolled()).isEqualTo(FaceKey.parse("g/ada/1"));
    assertThat(one.comparisons()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheMostSimilarPairOfTwoPhotos() {
    // Given
    List<FaceInPhoto> probes = List.of(KnownFaces.inPhoto(0), KnownFaces.inPhoto(90));
    List<FaceInPhoto> references = List.of(KnownFaces.inPhoto(170), KnownFaces.inPhoto(95));

    // When
    Compared best = Compared.photos(probes, references, known.view());

    // Then
    assertThat(best.probe()).isEqualTo(probes.get(1));
    assertThat(best.reference()).isEqualTo(references.get(1));
    assertThat(best.comparisons()).isEqualTo(4);
    assertThat(best.enrolled()).isNull();
  }

  @Test
  void shouldSayWhatIsNotEnrolled() {
    // Given
    List<FaceInPhoto> probe = List.of(KnownFaces.inPhoto(0));

    // Then
    assertThatThrownBy(() -> new Claim("g", "cy", null).compare(known, probe))
        .isInstanceOf(Problem.class)
        .hasMessage("subject 'cy' of gallery 'g' has no faces");
    assertThatThrownBy(() -> new Claim("g", "ada", "9").compare(known, probe))
        .isInstanceOf(Problem.class)
        .hasMessage("face 'g/ada/9' is not enrolled");
    assertThatThrownBy(() -> new Claim("g", "ada", "rejected").compare(known, probe))
        .isInstanceOf(Problem.class)
        .hasMessage("face 'g/ada/rejected' was rejected: NO_FACE");
  }
}
