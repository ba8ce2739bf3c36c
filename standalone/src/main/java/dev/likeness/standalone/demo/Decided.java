package dev.likeness.standalone.demo;

import dev.likeness.client.model.FindAnswer;
import dev.likeness.client.model.VerifyAnswer;

/**
 * How questions were decided.
 *
 * @param threshold from which on two faces are the same person, cosine
 * @param rate of the decision: the false match rate of a verification, the false positive
 *     identification rate of a search
 * @param faces how many were searched; 1 for a verification
 * @param extrapolated whether the rate rests on anything that was not measured
 */
public record Decided(double threshold, double rate, long faces, boolean extrapolated) {
  static Decided of(VerifyAnswer answer) {
    return new Decided(answer.threshold(), answer.fmr(), 1, answer.extrapolated());
  }

  static Decided of(FindAnswer answer) {
    return new Decided(answer.threshold(), answer.fpir(), answer.searched(), answer.extrapolated());
  }
}
