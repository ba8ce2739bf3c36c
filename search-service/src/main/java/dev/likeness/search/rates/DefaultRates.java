package dev.likeness.search.rates;

import dev.likeness.topics.ControlState;
import dev.likeness.topics.GalleryRates;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The rates that hold where a question names none. Safe for all threads. */
public final class DefaultRates {
  private final RateProperties server;
  private final Supplier<ControlState> control;

  /**
   * @param control what the control topic says now
   */
  public DefaultRates(RateProperties server, Supplier<ControlState> control) {
    this.server = server;
    this.control = control;
  }

  /** The false match rate of a verification in a gallery. */
  public double fmr(String gallery) {
    return Objects.requireNonNullElse(own(gallery).fmr(), server.defaultFmr());
  }

  /** The false positive identification rate of a search in a gallery. */
  public double fpir(String gallery) {
    return Objects.requireNonNullElse(own(gallery).fpir(), server.defaultFpir());
  }

  GalleryRates own(String gallery) {
    return control.get().ratesOf(gallery);
  }

  /** The galleries that have rates of their own, in order. */
  Set<String> galleries() {
    return control.get().rates().keySet();
  }
}
