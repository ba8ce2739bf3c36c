package dev.likeness.search.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Thresholds;
import dev.likeness.faces.Thresholds.Threshold;
import dev.likeness.search.compare.FindController.FoundFace;
import dev.likeness.search.compare.FindController.Match;
import dev.likeness.search.compare.FindController.Wanted;
import dev.likeness.search.store.WhenMissing;
import dev.likeness.web.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SearchTest {
  /** The cosines of 60, 45 and 30 degrees. */
  private static final Thresholds THRESHOLDS =
      new Thresholds(
          List.of(
              new Threshold(1e-2, 0.5f),
              new Threshold(1e-3, 0.7071f),
              new Threshold(1e-4, 0.866f)));

  private final KnownFaces known =
      new KnownFaces().face("g/ada/1", 20).face("g/bob/1", 40).face("g/cy/1", 55);

  @Test
  void shouldAskForMoreInALargerGallery() {
    // When
    FoundFace small = search(Aim.By.FPIR, 0.03, false).find(KnownFaces.inPhoto(0));
    known.others(300);
    Search large = search(Aim.By.FPIR, 0.03, false);
    FoundFace fewer = large.find(KnownFaces.inPhoto(0));
    known.others(1_500);

    // Then
    assertThat(small.matches()).extracting(Match::subject).containsExactly("ada", "bob", "cy");
    assertThat(fewer.matches()).extracting(Match::subject).containsExactly("ada");
    assertThat(large.searched()).isEqualTo(303);
    assertThat(large.decision().fpir()).isEqualTo(0.03);
    assertThat(fewer.candidates()).isNull();
    assertThat(search(Aim.By.FPIR, 0.03, false).find(KnownFaces.inPhoto(0)).unknown()).isTrue();
  }

  @Test
  void shouldShowWhoCameNextAsNoMatch() {
    // Given
    known.others(300);

    // When
    FoundFace found = search(Aim.By.FPIR, 0.03, true).find(KnownFaces.inPhoto(0));
    FoundFace nobody = search(Aim.By.THRESHOLD, 0.99, true).find(KnownFaces.inPhoto(0));

    // Then
    assertThat(found.matches()).extracting(Match::subject).containsExactly("ada");
    assertThat(found.matches()).allMatch(Match::match);
    assertThat(found.candidates()).extracting(Match::subject).containsExactly("bob", "cy");
    assertThat(found.candidates()).noneMatch(Match::match);
    assertThat(found.unknown()).isFalse();
    assertThat(nobody.unknown()).isTrue();
    assertThat(nobody.candidates()).hasSize(3);
  }

  @Test
  void shouldDecideForAllFacesOfAPhotoAsForTheFirst() {
    // Given
    Search search = search(Aim.By.FPIR, 0.03, false);

    // When
    search.find(KnownFaces.inPhoto(0));
    Decision first = search.decision();
    known.others(1_500);
    FoundFace second = search.find(KnownFaces.inPhoto(0));

    // Then
    assertThat(search.decision()).isEqualTo(first);
    assertThat(second.matches()).hasSize(3);
  }

  @Test
  void shouldRefuseARateThatSoManyFacesCannotHave() {
    // Given
    known.others(1_000_000_000);

    // Then
    assertThatThrownBy(() -> search(Aim.By.FPIR, 1e-6, false).find(KnownFaces.inPhoto(0)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("among 1000000003 faces");
  }

  private Search search(Aim.By by, double value, boolean candidates) {
    return new Search(
        known::nearest,
        THRESHOLDS,
        new Wanted("g", 5, new Aim(by, value), candidates, Map.of(), null, WhenMissing.PARTIAL));
  }
}
