package dev.likeness.search.rates;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The error rates that questions are decided at where neither they nor their gallery say, under
 * {@code likeness.search}.
 *
 * @param defaultFmr the false match rate of a verification: how often a stranger passes for the
 *     face compared with; above 0 and at most 1
 * @param defaultFpir the false positive identification rate of a search: how often a stranger is
 *     given a name in the gallery searched; above 0 and at most 1
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
