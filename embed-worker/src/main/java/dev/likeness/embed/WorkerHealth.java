package dev.likeness.embed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the worker of a model does not get on with its records. */
final class WorkerHealth implements HealthIndicator {
  private final Map<String, WorkerProgress> models;

  /**
   * @param models the workers of this process by model; may change at any time
   */
  WorkerHealth(Map<String, WorkerProgress> models) {
    this.models = models;
  }

  @Override
  public Health health() {
    boolean stuck = models.values().stream().anyMatch(WorkerProgress::isStuck);
    Health.Builder health = stuck ? Health.down() : Health.up();
    models.forEach((model, progress) -> health.withDetail(model, told(progress)));
    return health.build();
  }

  private static Map<String, Object> told(WorkerProgress progress) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("threadRestarts", progress.threadDeaths());
    progress
        .oldest()
        .ifPresent(oldest -> {
          details.put("oldestInHand", oldest.source().toString());
          details.put("inHandForSeconds", oldest.since().toSeconds());
        });
    return details;
  }
}
