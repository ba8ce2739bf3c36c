package dev.likeness.search.health;

import dev.likeness.search.generation.Freshness;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means that the index which answers has read all there was. */
final class IndexHealth implements HealthIndicator {
  private final Generations generations;

  IndexHealth(Generations generations) {
    this.generations = generations;
  }

  @Override
  public Health health() {
    if (!generations.isRunning()) {
      return Health.outOfService().build();
    }
    IndexGeneration serving = generations.serving();
    Freshness freshness = serving.freshness();
    Health.Builder health = freshness.isReady() ? Health.up() : Health.outOfService();
    return health
        .withDetail("generation", serving.id().toString())
        .withDetail("lag", freshness.lag())
        .withDetail("asOf", String.valueOf(freshness.asOf()))
        .build();
  }
}
