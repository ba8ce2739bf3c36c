package dev.likeness.evaluation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What happens in galleries of so many people: random people are enrolled with one random photo
 * each, their other photos are mates, and all photos of the people left are strangers. A search
 * gives the name of the most similar enrolled face, if that is similar enough.
 *
 * <ul>
 *   <li>FPIR, false positive identification rate: the share of strangers who are given a name.
 *   <li>FNIR, false negative identification rate: the share of mates who are not given their own,
 *       because they are not similar enough to themselves or more similar to somebody else.
 *   <li>rank-1: the share of mates who are most similar to themselves.
 * </ul>
 *
 * (ISO/IEC 19795-1.) This is done for many random galleries. In the largest gallery everybody is
 * enrolled, and each photo is searched for among all but its own person: as a stranger to the rest.
 *
 * <p>Intervals are over samples both of the galleries and of the people who are searched for.
 */
final class GalleryDraws {
  private static final int FEWEST = 20;
  private static final int MOST = 100;
  private static final int ENROLMENTS = 10_000;

  private final int people;
  private final int enrolled;
  private final Bootstrap bootstrap;

  /** How many searches for a person there are as a stranger, by gallery and person. */
  private final int[][] searches;

  private final Searches strangers;
  private final Searches mates;

  private GalleryDraws(int people, int enrolled, Bootstrap bootstrap, Draw[] draws) {
    this.people = people;
    this.enrolled = enrolled;
    this.bootstrap = bootstrap;
    this.strangers = Searches.of(draws, false);
    this.mates = Searches.of(draws, true);
    this.searches = new int[draws.length][people];
    for (int i = 0; i < strangers.size(); i++) {
      searches[strangers.gallery[i]][strangers.person[i]]++;
    }
  }

  /** The searches in one gallery; {@code own} is NaN for strangers, {@code best} for no search. */
  private static final class Draw {
    private final int[] person;
    private final float[] own;
    private final float[] best;

    private Draw(int faces) {
      person = new int[faces];
      own = new float[faces];
      best = new float[faces];
    }
  }

  /** Searches in all galleries, those with the highest score of another person first. */
  private static final class Searches {
    private final int[] gallery;
    private final int[] person;
    private final float[] own;
    private final float[] best;

    private Searches(int size) {
      gallery = new int[size];
      person = new int[size];
      own = new float[size];
      best = new float[size];
    }

    static Searches of(Draw[] draws, boolean mates) {
      long[] places =
          IntStream.range(0, draws.length)
              .boxed()
              .flatMapToLong(d ->
                  IntStream.range(0, draws[d].best.length)
                      .filter(i -> !Float.isNaN(draws[d].best[i]))
                      .filter(i -> Float.isNaN(draws[d].own[i]) != mates)
                      .mapToLong(i -> (long) d << 32 | i))
              .toArray();
      // A score as an integer that falls as it rises, and the place in the lower half.
      long[] order = new long[places.length];
      for (int i = 0; i < places.length; i++) {
        float best = draws[(int) (places[i] >> 32)].best[(int) places[i]];
        order[i] = Math.round((1 - (double) best) * (1 << 29)) << 32 | i;
      }
      Arrays.parallelSort(order);
      Searches searches = new Searches(places.length);
      for (int i = 0; i < places.length; i++) {
        long place = places[(int) order[i]];
        Draw draw = draws[(int) (place >> 32)];
        searches.gallery[i] = (int) (place >> 32);
        searches.person[i] = draw.person[(int) place];
        searches.own[i] = draw.own[(int) place];
        searches.best[i] = draw.best[(int) place];
      }
      return searches;
    }

    int size() {
      return person.length;
    }
  }

  /**
   * Draws galleries.
   *
   * @param enrolled how many people are in each: fewer than there are, or all but one
   */
  static GalleryDraws of(ScoreMatrix matrix, int enrolled, Bootstrap bootstrap) {
    Draw[] draws = new Draw[Math.clamp(ENROLMENTS / enrolled, FEWEST, MOST)];
    IntStream.range(0, draws.length)
        .parallel()
        .forEach(d ->
            draws[d] =
                draw(
                    matrix, enrolled, Bootstrap.generator(bootstrap.seed(), enrolled * 1000L + d)));
    return new GalleryDraws(matrix.people(), enrolled, bootstrap, draws);
  }

  private static Draw draw(ScoreMatrix matrix, int enrolled, RandomGenerator random) {
    boolean everybody = enrolled == matrix.people() - 1;
    int[] order = shuffled(matrix.people(), random);
    int[] gallery = new int[everybody ? matrix.people() : enrolled];
    int[] face = new int[matrix.people()];
    Arrays.fill(face, -1);
    for (int i = 0; i < gallery.length; i++) {
      face[order[i]] = matrix.first(order[i]) + random.nextInt(matrix.faces(order[i]));
      gallery[i] = face[order[i]];
    }
    int searches = matrix.faces();
    Draw draw = new Draw(everybody ? 2 * searches : searches);
    for (int probe = 0; probe < searches; probe++) {
      int person = matrix.person(probe);
      draw.person[probe] = person;
      boolean mate = face[person] != -1 && face[person] != probe;
      draw.own[probe] = mate ? matrix.score(probe, face[person]) : Float.NaN;
      draw.best[probe] = face[person] == probe ? Float.NaN : best(matrix, probe, gallery);
      if (everybody) {
        draw.person[searches + probe] = person;
        draw.own[searches + probe] = Float.NaN;
        draw.best[searches + probe] = best(matrix, probe, gallery);
      }
    }
    return draw;
  }

  private static float best(ScoreMatrix matrix, int probe, int[] gallery) {
    float best = -1;
    for (int face : gallery) {
      if (matrix.person(face) != matrix.person(probe)) {
        best = Math.max(best, matrix.score(probe, face));
      }
    }
    return best;
  }

  private static int[] shuffled(int size, RandomGenerator random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  int galleries() {
    return searches.length;
  }

  /** How many people are strangers in one gallery. */
  int strangers() {
    return enrolled == people - 1 ? people : people - enrolled;
  }

  /** How many searches for strangers there are, over all galleries. */
  int strangerSearches() {
    return strangers.size();
  }

  /** How many searches for mates there are, over all galleries. */
  int mateSearches() {
    return mates.size();
  }

  /** The score that a match has to exceed for an FPIR, over all galleries. */
  double threshold(double fpir) {
    return threshold(fpir, ones(people), ones(galleries()));
  }

  private double threshold(double fpir, int[] weights, int[] drawn) {
    double allowed = fpir * strangersDrawn(weights, drawn) + 1e-9;
    long named = 0;
    for (int i = 0; i < strangers.size(); i++) {
      named += (long) weights[strangers.person[i]] * drawn[strangers.gallery[i]];
      if (named > allowed) {
        return strangers.best[i];
      }
    }
    return -1;
  }

  private long strangersDrawn(int[] weights, int[] drawn) {
    long all = 0;
    for (int d = 0; d < drawn.length; d++) {
      if (drawn[d] > 0) {
        int[] row = searches[d];
        int sum = 0;
        for (int p = 0; p < row.length; p++) {
          sum += weights[p] * row[p];
        }
        all += (long) sum * drawn[d];
      }
    }
    return all;
  }

  private double fpir(double threshold, int[] weights, int[] drawn) {
    long named = 0;
    for (int i = 0; i < strangers.size() && strangers.best[i] >= threshold; i++) {
      named += (long) weights[strangers.person[i]] * drawn[strangers.gallery[i]];
    }
    long all = strangersDrawn(weights, drawn);
    return all == 0 ? Double.NaN : (double) named / all;
  }

  /** The share of mates whose own score is not above {@code threshold}, or not the highest. */
  private double fnir(double threshold, int[] weights, int[] drawn) {
    long all = 0;
    long lost = 0;
    for (int i = 0; i < mates.size(); i++) {
      long weight = (long) weights[mates.person[i]] * drawn[mates.gallery[i]];
      all += weight;
      lost += mates.own[i] > threshold && mates.own[i] > mates.best[i] ? 0 : weight;
    }
    return all == 0 ? Double.NaN : (double) lost / all;
  }

  /** FNIR where the FPIR is {@code fpir}. */
  Estimate fnirAtFpir(double fpir) {
    return estimate(
        people, (weights, drawn) -> fnir(threshold(fpir, weights, drawn), weights, drawn));
  }

  /** FPIR at a threshold. */
  Estimate fpir(double threshold) {
    return estimate(strangers(), (weights, drawn) -> fpir(threshold, weights, drawn));
  }

  /** FNIR at a threshold. */
  Estimate fnir(double threshold) {
    return estimate(people, (weights, drawn) -> fnir(threshold, weights, drawn));
  }

  /** The share of mates who are most similar to themselves. */
  Estimate rankOne() {
    return fnir(Double.NEGATIVE_INFINITY).complement();
  }

  private static int[] ones(int size) {
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private interface Figure {
    double of(int[] weights, int[] drawn);
  }

  /**
   * A figure of all searches, and its interval.
   *
   * @param independent how many people could have erred, to bound a figure of 0
   */
  private Estimate estimate(int independent, Figure figure) {
    double[] samples =
        IntStream.range(0, bootstrap.replicates())
            .parallel()
            .mapToDouble(r -> {
              RandomGenerator random = Bootstrap.generator(bootstrap.seed(), r);
              int[] weights = Bootstrap.drawn(people, random);
              return figure.of(weights, Bootstrap.drawn(galleries(), random));
            })
            .toArray();
    return Bootstrap.estimate(figure.of(ones(people), ones(galleries())), samples)
        .boundedFor(independent);
  }
}
