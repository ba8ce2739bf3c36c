package dev.likeness.search.compare;

import dev.likeness.faces.Thresholds;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The threshold or error rate that a request asks to be decided by. The similarity follows once the
 * model and the number of faces are known.
 *
 * @param by which of the figures is given; the others follow from it
 * @param value a similarity in [-1, 1], or a rate above 0 and at most 1
 */
record Aim(By by, double value) {
  /** The figures that decide. */
  enum By {
    THRESHOLD,
    FMR,
    FPIR;

    String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Decided by {@code threshold} or {@code fmr}; by the gallery's false match rate if neither. */
  static Aim of(VerifyRequest request, DefaultRates rates) {
    return given(request.threshold(), null, request.fmr())
        .orElseGet(() -> new Aim(By.FMR, rates.fmr(request.gallery())));
  }

  /** Decided by {@code threshold}, {@code fpir} or {@code fmr}; by the gallery's FPIR if none. */
  static Aim of(FindRequest request, DefaultRates rates) {
    return given(request.threshold(), request.fpir(), request.fmr())
        .orElseGet(() -> new Aim(By.FPIR, rates.fpir(request.gallery())));
  }

  private static Optional<Aim> given(
      @Nullable Double threshold, @Nullable Double fpir, @Nullable Double fmr) {
    List<Aim> given = new ArrayList<>();
    add(given, By.THRESHOLD, threshold);
    add(given, By.FPIR, fpir);
    add(given, By.FMR, fmr);
    if (given.size() > 1) {
      String second = given.get(1).by().field();
      throw Problem.of(
              Code.BAD_FIELD,
              "fields '%s' and '%s' were both given; each implies the other"
                  .formatted(given.getFirst().by().field(), second))
          .with("field", second);
    }
    return given.stream().findFirst();
  }

  private static void add(List<Aim> given, By by, @Nullable Double value) {
    if (value != null) {
      given.add(new Aim(by, value));
    }
  }

  /** The similarity from which on a face is a match among so many. */
  float threshold(Thresholds thresholds, long searched) {
    return switch (by) {
      case THRESHOLD -> (float) value;
      case FMR -> thresholds.forFmr(value);
      case FPIR -> thresholds.forFpir(value, searched);
    };
  }

  /**
   * How a question among so many faces is decided.
   *
   * @throws Problem if the rate is lower than the highest similarity has
   */
  Decision decide(Thresholds thresholds, long searched) {
    double least =
        switch (by) {
          case THRESHOLD -> -1;
          case FMR -> thresholds.fmrAt(1);
          case FPIR -> thresholds.fpirAt(1, Math.max(1, searched));
        };
    if (value < least) {
      throw Problem.bad(
          by.field(),
          value,
          "a rate from "
              + Decision.rounded(least)
              + " to 1: that is the rate at similarity 1, the highest there is"
              + (by == By.FPIR ? ", among " + searched + " faces" : ""));
    }
    return Decision.at(thresholds, threshold(thresholds, searched), searched);
  }
}
