package dev.likeness.evaluation;

import dev.likeness.evaluation.Evaluation.Histogram;
import dev.likeness.evaluation.Evaluation.Pair;
import dev.likeness.evaluation.Evaluation.Worst;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people want to see of the scores. */
final class Errors {
  private static final int SHOWN = 20;
  private static final double STEP = 0.02;
  private static final int STEPS = 100;

  private Errors() {}

  static Worst worst(ScoreMatrix matrix, GenuineScores genuine, ImpostorScores impostor) {
    List<Pair> lost = new ArrayList<>();
    Set<Integer> people = new HashSet<>();
    for (int i = 0; i < genuine.size() && lost.size() < SHOWN; i++) {
      if (people.add(genuine.person(i))) {
        lost.add(pair(matrix, genuine.one(i), genuine.other(i)));
      }
    }
    List<Pair> confused = new ArrayList<>();
    Set<List<Integer>> pairs = new HashSet<>();
    for (int i = 0; i < impostor.kept() && confused.size() < SHOWN; i++) {
      int one = impostor.one(i);
      int other = impostor.other(i);
      if (pairs.add(List.of(matrix.person(one), matrix.person(other)))) {
        confused.add(pair(matrix, one, other));
      }
    }
    return new Worst(List.copyOf(lost), List.copyOf(confused));
  }

  private static Pair pair(ScoreMatrix matrix, int one, int other) {
    return new Pair(
        matrix.name(matrix.person(one)),
        matrix.photo(one),
        matrix.name(matrix.person(other)),
        matrix.photo(other),
        matrix.score(one, other));
  }

  static Histogram histogram(GenuineScores genuine, ImpostorScores impostor) {
    List<Long> genuineCounts = new ArrayList<>();
    List<Long> impostorCounts = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      double from = i == 0 ? Double.NEGATIVE_INFINITY : -1 + i * STEP;
      double to = i == STEPS - 1 ? Double.POSITIVE_INFINITY : -1 + (i + 1) * STEP;
      genuineCounts.add((long) genuine.below(to) - genuine.below(from));
      impostorCounts.add((long) impostor.atLeast(from) - impostor.atLeast(to));
    }
    return new Histogram(-1, STEP, List.copyOf(genuineCounts), List.copyOf(impostorCounts));
  }
}
