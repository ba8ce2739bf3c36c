package dev.likeness.search.rates;

import dev.likeness.runtime.Control;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the default rates to the control topic. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateProperties.class)
public class RatesConfiguration {
  @Bean
  DefaultRates defaultRates(RateProperties properties, Control control) {
    return new DefaultRates(properties, control::state);
  }

  @Bean
  RatesController ratesController(RateProperties properties, DefaultRates rates, Control control) {
    return new RatesController(properties, rates, control::write);
  }
}
