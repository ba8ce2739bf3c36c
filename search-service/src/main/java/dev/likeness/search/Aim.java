package dev.likeness.search;

import dev.likeness.faces.Thresholds;
import dev.likeness.search.rates.DefaultRates;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a question wants to be decided by, before it is known with which model and among how many
 * faces.
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

  /** Reads {@code threshold} or {@code fmr}; neither means the gallery's false match rate. */
  static Aim ofVerify(Form form, DefaultRates rates, String gallery) {
    return given(form, By.THRESHOLD, By.FMR).orElseGet(() -> new Aim(By.FMR, rates.fmr(gallery)));
  }

  /** Reads {@code threshold}, {@code fpir} or {@code fmr}; none means the gallery's FPIR. */
  static Aim ofFind(Form form, DefaultRates rates, String gallery) {
    return given(form, By.THRESHOLD, By.FPIR, By.FMR)
        .orElseGet(() -> new Aim(By.FPIR, rates.fpir(gallery)));
  }

  private static Optional<Aim> given(Form form, By... known) {
    List<Aim> given = new ArrayList<>();
    for (By by : known) {
      OptionalDouble value =
          by == By.THRESHOLD ? form.decimal(by.field(), -1, 1) : form.rate(by.field());
      value.ifPresent(number -> given.add(new Aim(by, number)));
    }
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
