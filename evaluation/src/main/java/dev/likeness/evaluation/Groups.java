package dev.likeness.evaluation;

import dev.likeness.evaluation.Evaluation.GroupPoint;
import dev.likeness.evaluation.Evaluation.GroupRates;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Error rates by group: at one threshold for all, groups differ, and who is compared within a group
 * is confused more often than across (Grother, Ngan and Hanaoka, NISTIR 8280, 2019). People without
 * a label are left out, and a group of one person has no rates within. Intervals are over samples
 * of people, as elsewhere.
 */
final class Groups {
  private static final int NONE = -1;

  private final ScoreMatrix matrix;
  private final GenuineScores genuine;
  private final ImpostorScores impostor;
  private final List<String> names;
  private final int[] group;

  private Groups(
      ScoreMatrix matrix,
      GenuineScores genuine,
      ImpostorScores impostor,
      List<String> names,
      int[] group) {
    this.matrix = matrix;
    this.genuine = genuine;
    this.impostor = impostor;
    this.names = names;
    this.group = group;
  }

  static Groups of(
      ScoreMatrix matrix,
      GenuineScores genuine,
      ImpostorScores impostor,
      Map<String, String> groupByPerson) {
    int[] group = new int[matrix.people()];
    List<String> names = groupByPerson.values().stream().distinct().sorted().toList();
    for (int p = 0; p < group.length; p++) {
      String name = groupByPerson.get(matrix.name(p));
      group[p] = name == null ? NONE : names.indexOf(name);
    }
    return new Groups(matrix, genuine, impostor, names, group);
  }

  List<GroupRates> rates(List<OperatingPoint> at, Bootstrap bootstrap) {
    int cells = names.size() * names.size();
    int figures = at.size() * (cells + names.size());
    int[] everybody = new int[matrix.people()];
    Arrays.fill(everybody, 1);
    double[] values = new double[figures];
    count(everybody, at, values);
    double[][] samples = bootstrap.samples(figures, (weights, into) -> count(weights, at, into));
    List<GroupRates> rates = new ArrayList<>();
    for (int g = 0; g < names.size(); g++) {
      for (int h = g; h < names.size(); h++) {
        if (pairs(g, h) > 0) {
          rates.add(rates(g, h, at, values, samples));
        }
      }
    }
    return rates;
  }

  private GroupRates rates(
      int g, int h, List<OperatingPoint> at, double[] values, double[][] samples) {
    long pairs = pairs(g, h);
    List<GroupPoint> points = new ArrayList<>();
    for (int t = 0; t < at.size(); t++) {
      int cell = cell(t, g, h);
      int own = genuineCell(at.size(), t, g);
      points.add(
          new GroupPoint(
              at.get(t).stated(),
              at.get(t).similarity(),
              Bootstrap.estimate(values[cell], samples[cell]).boundedFor(pairs),
              g == h && Double.isFinite(values[own])
                  ? Optional.of(Bootstrap.estimate(values[own], samples[own]).boundedFor(people(g)))
                  : Optional.empty()));
    }
    int members = (int) (g == h ? people(g) : people(g) + people(h));
    return new GroupRates(names.get(g), names.get(h), members, pairs, points);
  }

  private long pairs(int g, int h) {
    return g == h ? people(g) * (people(g) - 1) / 2 : people(g) * people(h);
  }

  private long people(int g) {
    return Arrays.stream(group).filter(other -> other == g).count();
  }

  private int cell(int threshold, int g, int h) {
    return (threshold * names.size() + Math.min(g, h)) * names.size() + Math.max(g, h);
  }

  private int genuineCell(int thresholds, int threshold, int g) {
    return (thresholds * names.size() + threshold) * names.size() + g;
  }

  /** False match rates by threshold and pair of groups, then false non-match rates by group. */
  private void count(int[] weights, List<OperatingPoint> at, double[] into) {
    double[] faces = new double[names.size()];
    double[] same = new double[names.size()];
    for (int p = 0; p < group.length; p++) {
      if (group[p] != NONE) {
        double drawn = (double) weights[p] * matrix.faces(p);
        faces[group[p]] += drawn;
        same[group[p]] += drawn * drawn;
      }
    }
    double[] matches = new double[names.size() * names.size()];
    int next = 0;
    // Points come by falling rate; matches are counted from the highest threshold down.
    for (int t = at.size() - 1; t >= 0; t--) {
      for (; next < impostor.kept() && impostor.highest(next) >= at.get(t).similarity(); next++) {
        int a = impostor.onePerson(next);
        int b = impostor.otherPerson(next);
        if (group[a] != NONE && group[b] != NONE) {
          matches[cell(0, group[a], group[b])] += (double) weights[a] * weights[b];
        }
      }
      // Points come by falling rate, so the counts run from the highest threshold down.
      for (int g = 0; g < faces.length; g++) {
        for (int h = g; h < faces.length; h++) {
          double all = g == h ? (faces[g] * faces[g] - same[g]) / 2 : faces[g] * faces[h];
          into[cell(t, g, h)] = all > 0 ? matches[cell(0, g, h)] / all : Double.NaN;
        }
      }
      lost(weights, at.get(t).similarity(), into, at.size(), t);
    }
  }

  private void lost(int[] weights, double threshold, double[] into, int thresholds, int t) {
    long[] all = new long[names.size()];
    long[] lost = new long[names.size()];
    for (int p = 0; p < group.length; p++) {
      if (group[p] != NONE) {
        all[group[p]] += (long) weights[p] * genuine.pairs(p);
      }
    }
    for (int i = genuine.below(threshold) - 1; i >= 0; i--) {
      int g = group[genuine.person(i)];
      if (g != NONE) {
        lost[g] += weights[genuine.person(i)];
      }
    }
    for (int g = 0; g < all.length; g++) {
      into[genuineCell(thresholds, t, g)] = all[g] == 0 ? Double.NaN : (double) lost[g] / all[g];
    }
  }
}
