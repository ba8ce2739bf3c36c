package dev.likeness.evaluation;

/**
 * How low a false match rate the data can state.
 *
 * <p>Who sees no error in n independent trials can say with 95 % confidence that the rate is below
 * 3/n (the rule of three: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all
 * right?", JAMA 249, 1983; ISO/IEC 19795-1 takes it over). So a rate below 3/n is not stated.
 *
 * <p>What n is, is the question. Three counts are at hand:
 *
 * <ul>
 *   <li>photo pairs: too many. Two people who look alike do so in each of their photos, and k
 *       photos of each make k² comparisons of what is one event.
 *   <li>pairs of people, P(P − 1)/2: each is one question, whether these two are taken for each
 *       other. This is the count that is used.
 *   <li>disjoint pairs of people, P/2: the only trials that share nobody. It would be the right one
 *       if a few people caused all the false matches. What it leaves out is most of what was seen.
 * </ul>
 *
 * Pairs of people share people, so they are not independent either. That is why every stated rate
 * also has an interval by drawing people, in which whoever is taken for many counts as one person:
 * the rate is as good as its interval says, and this rule is only the floor below which no interval
 * can be trusted.
 *
 * @param people how many people there are
 * @param photoPairs comparisons of photos of different people
 */
public record Support(int people, long photoPairs) {
  static final double RULE_OF_THREE = 3;

  /** Pairs of different people. */
  public long personPairs() {
    return (long) people * (people - 1) / 2;
  }

  /** The lowest false match rate that is stated. */
  public double leastFmr() {
    return RULE_OF_THREE / personPairs();
  }

  /** The lowest rate that counting photo pairs would allow. */
  public double leastFmrByPhotoPairs() {
    return RULE_OF_THREE / photoPairs;
  }

  /** The lowest rate that counting disjoint pairs of people would allow. */
  public double leastFmrByDisjointPeople() {
    return RULE_OF_THREE / Math.floorDiv(people, 2);
  }

  boolean states(double fmr) {
    return fmr >= leastFmr();
  }
}
