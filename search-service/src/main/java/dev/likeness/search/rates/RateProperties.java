package dev.likeness.search.rates;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The error rates that questions are decided at where neither they nor their gallery say, under
 * {@code likeness.search}.
 *
 * @param defaultFmr False match rate of a verification that names none: how often a stranger is
 *     accepted. Above 0 and at most 1.
 * @param defaultFpir False positive identification rate of a search that names none: how often a
 *     stranger is given a name. Above 0 and at most 1.
 */
@ConfigurationProperties("likeness.search")
public record RateProperties(
    @DefaultValue("0.001") double defaultFmr, @DefaultValue("0.01") double defaultFpir) {
  public RateProperties {
    require("default-fmr", defaultFmr);
    require("default-fpir", defaultFpir);
  }

  private static void require(String name, double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "likeness.search." + name + " is " + rate + ", expected above 0 and at most 1");
    }
  }
}
