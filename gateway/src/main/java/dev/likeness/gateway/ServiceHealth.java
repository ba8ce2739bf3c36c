package dev.likeness.gateway;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The health of one service as it tells the caller: all of it to whom may hear it, otherwise
 * whether it is ready.
 */
final class ServiceHealth implements CompositeHealthContributor {
  private static final String WHOLE = "/actuator/health";
  private static final String READINESS = "/actuator/health/readiness";

  /**
   * What a caller is told.
   *
   * @param whole whether that is all there is
   */
  private record Told(boolean whole, List<HealthContributors.Entry> parts) {}

  private final RestClient http;
  private final URI service;
  private final Kept<Told> toCallers = new Kept<>();
  private final Kept<Told> toAnybody = new Kept<>();

  ServiceHealth(RestClient http, URI service) {
    this.http = http;
    this.service = service;
  }

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    return stream()
        .filter(part -> part.name().equals(name))
        .map(HealthContributors.Entry::contributor)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Stream<HealthContributors.Entry> stream() {
    return told().parts().stream();
  }

  /** Whether the service tells all of it to whoever asks on this thread. */
  boolean isToldWhole() {
    return told().whole();
  }

  private Told told() {
    HttpHeaders asking = Asker.request().map(Asker::of).orElseGet(HttpHeaders::new);
    Told told = toCallers.get(Asker.name(asking), () -> told(WHOLE, asking));
    return told.whole() || !told.parts().isEmpty()
        ? told
        : toAnybody.get(READINESS, () -> told(READINESS, new HttpHeaders()));
  }

  /** Without parts if the service tells nothing without another key. */
  private Told told(String path, HttpHeaders asking) {
    try {
      JsonNode health = ask(path, asking);
      if (health != null) {
        return new Told(path.equals(WHOLE) && health.has("components"), parts(health).toList());
      }
      return new Told(
          false,
          path.equals(WHOLE) ? List.of() : one("readiness", Health.unknown().build()).toList());
    } catch (RestClientException | JacksonException e) {
      return new Told(false, one("reachable", Health.down().build()).toList());
    }
  }

  private static Stream<HealthContributors.Entry> parts(JsonNode health) {
    if (!health.path("components").isObject()) {
      return one("readiness", told(health));
    }
    return health.path("components").properties().stream()
        .map(part -> new HealthContributors.Entry(part.getKey(), contributor(part.getValue())));
  }

  private static Stream<HealthContributors.Entry> one(String name, Health health) {
    HealthIndicator told = () -> health;
    return Stream.of(new HealthContributors.Entry(name, told));
  }

  private static HealthContributor contributor(JsonNode health) {
    if (!health.path("components").isObject()) {
      HealthIndicator told = () -> told(health);
      return told;
    }
    return CompositeHealthContributor.fromMap(
        parts(health)
            .collect(
                Collectors.toMap(
                    HealthContributors.Entry::name, HealthContributors.Entry::contributor)));
  }

  private static Health told(JsonNode health) {
    if (!health.path("status").isString()) {
      return Health.unknown().build();
    }
    Health.Builder told = new Health.Builder(new Status(health.path("status").asString()));
    health
        .path("details")
        .properties()
        .forEach(one -> told.withDetail(one.getKey(), one.getValue()));
    return told.build();
  }

  /** What the service answers; null if it tells that to others only. */
  private @Nullable JsonNode ask(String path, HttpHeaders asking) {
    return http.get()
        .uri(service.resolve(path))
        .headers(headers -> headers.putAll(asking))
        .exchange((_, answer) ->
            answer.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                    || answer.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)
                ? null
                : JsonMapper.shared().readTree(answer.getBody()));
  }
}
