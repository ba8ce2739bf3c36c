package dev.likeness.search.http;

import dev.likeness.runtime.LikenessProperties;
import dev.likeness.search.generation.Generations;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.BodyLimit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what the routes share. */
@Configuration(proxyBeanMethods = false)
@Import(IndexUnavailableAdvice.class)
public class HttpConfiguration {
  @Bean
  ReadyIndex readyIndex(Generations generations) {
    return new ReadyIndex(generations);
  }

  @Bean
  Probes probes(LikenessProperties properties) {
    return new Probes(AdmissionGate.ofCores("probe", properties.parallelism()));
  }

  @Bean
  BodyLimit verifyBody() {
    return new BodyLimit("/v1/verify", BodyLimit.TWO_PHOTOS);
  }

  @Bean
  BodyLimit adminBody() {
    return new BodyLimit("/v1/admin/", BodyLimit.SETTINGS);
  }
}
