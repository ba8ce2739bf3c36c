package dev.likeness.embed;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the outcomes and the dead letters of a model. Logs a warning about dead letters at most
 * once a minute: a producer with a wrong partitioner makes one of every record.
 */
final class CountingWitness implements Witness {
  private static final Logger log = LoggerFactory.getLogger(CountingWitness.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final String model;
  private final MeterRegistry meters;
  private final WorkerProgress progress;
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
  private final AtomicLong untold = new AtomicLong();

  CountingWitness(String model, MeterRegistry meters, WorkerProgress progress) {
    this.model = model;
    this.meters = meters;
    this.progress = progress;
  }

  @Override
  public void begin(Source source) {
    progress.begin(source);
  }

  @Override
  public void end(Source source) {
    progress.end(source);
  }

  @Override
  public void outcome(Outcome outcome) {
    progress.done();
    Counter.builder("likeness.outcomes")
        .description("Outcomes written: embeddings, rejections by reason, and forgotten faces")
        .tags("outcome", name(outcome), "model", model)
        .register(meters)
        .increment();
  }

  @Override
  public void deadLetter(Reason reason, Source source) {
    progress.done();
    Counter.builder("likeness.dead.letters")
        .description("Records that became dead letters")
        .tag("reason", reason.name())
        .register(meters)
        .increment();
    untold.incrementAndGet();
    long due = nextWarning.get();
    long now = System.nanoTime();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + BETWEEN_WARNINGS.toNanos())) {
      log.warn(
          "{} records became dead letters since the last warning, the last one at {} for {};"
              + " './likeness dead-letters list' shows them",
          untold.getAndSet(0),
          source,
          reason);
    }
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Embedding _ -> "EMBEDDED";
      case Forgotten _ -> "FORGOTTEN";
      case Rejection rejection -> rejection.reason().name();
    };
  }
}
