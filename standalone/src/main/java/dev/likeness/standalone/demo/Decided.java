package dev.likeness.standalone.demo;

import tools.jackson.databind.JsonNode;

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
  static Decided of(JsonNode answer) {
    return new Decided(
        answer.path("threshold").asDouble(),
        answer.path(answer.has("fpir") ? "fpir" : "fmr").asDouble(),
        answer.path("searched").asLong(1),
        answer.path("extrapolated").asBoolean());
  }
}
