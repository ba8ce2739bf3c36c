package dev.likeness.search.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.FaceKey;
import dev.likeness.web.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaimTest {
  private final KnownFaces known =
      new KnownFaces().face("g/ada/1", 20).face("g/ada/2", 80).face("g/bob/1", 79);

  @Test
  void shouldTakeTheMostSimilarPairOfFaces() {
    // Given
    Probe far = KnownFaces.inPhoto(140);
    Probe near = KnownFaces.inPhoto(70);

    // When
    Compared all = known.compare(new Claim("g", "ada", null), List.of(far, near));
    Compared one = known.compare(new Claim("g", "ada", "1"), List.of(far, near));

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
    List<Probe> probes = List.of(KnownFaces.inPhoto(0), KnownFaces.inPhoto(90));
    List<Probe> references = List.of(KnownFaces.inPhoto(170), KnownFaces.inPhoto(95));

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
    List<Probe> probe = List.of(KnownFaces.inPhoto(0));

    // Then
    assertThatThrownBy(() -> known.compare(new Claim("g", "cy", null), probe))
        .isInstanceOf(Problem.class)
        .hasMessage("subject 'cy' of gallery 'g' has no faces");
    assertThatThrownBy(() -> known.compare(new Claim("g", "ada", "9"), probe))
        .isInstanceOf(Problem.class)
        .hasMessage("face 'g/ada/9' is not known");
    assertThatThrownBy(() -> known.compare(new Claim("g", "ada", "rejected"), probe))
        .isInstanceOf(Problem.class)
        .hasMessage("face 'g/ada/rejected' was rejected: NO_FACE");
  }
}
