package dev.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.evaluation.Evaluation.GroupRates;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupsTest {
  @Test
  void shouldCountErrorsWithinAndAcrossGroups() {
    // Given: a and b are 10° apart, c and d 40°, the groups 90° and more; x belongs to none.
    ScoreMatrix matrix =
        ScoreMatrix.of(
            List.of(
                Faces.at("a", 0),
                Faces.at("a", 50),
                Faces.at("b", 10),
                Faces.at("c", 200),
                Faces.at("c", 202),
                Faces.at("d", 240),
                Faces.at("x", 1)));
    Estimate none = new Estimate(0, 0, 0);
    List<OperatingPoint> at =
        List.of(
            new OperatingPoint(0.1, Math.cos(Math.toRadians(42)), none, none),
            new OperatingPoint(0.01, Math.cos(Math.toRadians(15)), none, none));

    // When
    List<GroupRates> rates =
        Groups.of(
                matrix,
                GenuineScores.of(matrix),
                ImpostorScores.of(matrix),
                Map.of("a", "one", "b", "one", "c", "two", "d", "two", "nobody", "two"))
            .rates(at, new Bootstrap(5, 100, 1));

    // Then
    GroupRates one = rates.get(0);
    GroupRates across = rates.get(1);
    GroupRates two = rates.get(2);
    assertThat(List.of(one.group(), one.other(), across.other(), two.group()))
        .containsExactly("one", "one", "two", "two");
    assertThat(List.of(one.people(), across.people(), two.people())).containsExactly(2, 4, 2);
    assertThat(List.of(one.personPairs(), across.personPairs())).containsExactly(1L, 4L);
    // within one: 0–10 matches at both, 50–10 at 42° only; two pairs.
    assertThat(one.points().get(0).fmr().value()).isEqualTo(1);
    assertThat(one.points().get(1).fmr().value()).isEqualTo(0.5);
    // within two: 200–240 and 202–240: both at 42°, none at 15°.
    assertThat(two.points().get(0).fmr().value()).isEqualTo(1);
    assertThat(two.points().get(1).fmr().value()).isZero();
    assertThat(two.points().get(1).fmr().high()).isCloseTo(1, within(1e-12));
    assertThat(across.points().get(0).fmr().value()).isZero();
    assertThat(across.points().get(0).fnmr()).isEmpty();
    // a's own photos are 50° apart, c's 2°.
    assertThat(one.points().get(0).fnmr().orElseThrow().value()).isEqualTo(1);
    assertThat(two.points().get(1).fnmr().orElseThrow().value()).isZero();
  }
}
