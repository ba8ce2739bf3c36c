package dev.likeness.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlancesTest {
  private static final Glance WHOLE = new Glance(416, 0, 0.1);
  private static final Glance BORDERED = new Glance(224, 0.25, 0.1);
  private static final Glance REDUCED = new Glance(192, 0.25, 0.3);
  private static final Box HERE = new Box(100, 100, 200, 200);
  private static final Box NEARLY_HERE = new Box(110, 95, 190, 205);
  private static final Box ELSEWHERE = new Box(350, 100, 120, 120);

  private final Glances glances = new Glances(512);

  @Test
  void shouldSettleOnWhatOneGlanceIsCertainOf() {
    // Given
    Detection face = new Detection(HERE, 0.8f);

    // When
    glances.add(WHOLE, List.of(face));

    // Then
    assertThat(glances.settled()).contains(face);
    assertThat(glances.certain()).containsExactly(face);
  }

  @Test
  void shouldSettleOnTheStrongestOfSeveralThatAgree() {
    // Given
    Detection strong = new Detection(NEARLY_HERE, 0.7f);

    // When
    glances.add(WHOLE, List.of(new Detection(HERE, 0.6f)));

    // Then
    assertThat(glances.settled()).isEmpty();
    glances.add(BORDERED, List.of(strong));
    assertThat(glances.settled()).contains(strong);
    assertThat(glances.certain()).isEmpty();
  }

  @Test
  void shouldStayInDoubtWhileOneContradicts() {
    // When
    glances.add(WHOLE, List.of(new Detection(ELSEWHERE, 0.5f)));
    glances.add(BORDERED, List.of(new Detection(HERE, 0.9f)));

    // Then
    assertThat(glances.settled()).isEmpty();
  }

  @Test
  void shouldNotSettleOnSeveralFacesOrASmallOne() {
    // When
    glances.add(WHOLE, List.of(new Detection(HERE, 0.9f), new Detection(ELSEWHERE, 0.8f)));
    glances.add(BORDERED, List.of(new Detection(new Box(10, 10, 20, 20), 0.9f)));

    // Then
    assertThat(glances.settled()).isEmpty();
    assertThat(glances.certain()).hasSize(3);
  }

  @Test
  void shouldKnowWhetherABorderHelps() {
    // When
    glances.add(WHOLE, List.of(new Detection(HERE, 0.25f)));

    // Then
    assertThat(glances.areTight()).isFalse();
    glances.add(BORDERED, List.of(new Detection(HERE, 0.5f)));
    assertThat(glances.areTight()).isTrue();
  }

  @Test
  void shouldBeConfirmedByTheOneLargeFaceThatTheThoroughNetSees() {
    // Given
    Detection face = new Detection(NEARLY_HERE, 0.55f);

    // When
    glances.add(WHOLE, List.of(new Detection(HERE, 0.3f), new Detection(ELSEWHERE, 0.4f)));

    // Then
    assertThat(glances.confirming(REDUCED, List.of(face))).contains(face);
  }

  @Test
  void shouldNotBeConfirmedBesideAnotherLikelyFace() {
    // When
    glances.add(WHOLE, List.of(new Detection(HERE, 0.6f), new Detection(ELSEWHERE, 0.5f)));

    // Then
    assertThat(glances.confirming(REDUCED, List.of(new Detection(NEARLY_HERE, 0.9f)))).isEmpty();
  }

  @Test
  void shouldNotBeConfirmedBySeveralFacesOrASmallOneOrNone() {
    // Given
    Detection face = new Detection(HERE, 0.9f);
    Detection small = new Detection(new Box(10, 10, 150, 200), 0.9f);

    // Then
    assertThat(glances.confirming(REDUCED, List.of(face, new Detection(ELSEWHERE, 0.6f))))
        .isEmpty();
    assertThat(glances.confirming(REDUCED, List.of(small))).isEmpty();
    assertThat(glances.confirming(REDUCED, List.of())).isEmpty();
  }
}
