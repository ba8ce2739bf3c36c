package dev.likeness.embed;

import dev.likeness.runtime.Control;
import dev.likeness.runtime.StreamsLifecycle;
import dev.likeness.runtime.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One running topology for each model that has embeddings. Those of the active one embed, and
 * during a change of model those of the next one; each goes on where it last stopped, so a model
 * that is wanted again embeds only what it has missed. For the others, tombstones alone are passed
 * on.
 */
final class ModelWorkers implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ModelWorkers.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int LOOKS_A_LISTING = 20;

  private final Control control;
  private final Listing listing;
  private final Turns turns;
  private final Opener opener;
  private final Map<String, Worker> working = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private Set<String> models = Set.of();
  private int looks;
  private final Ticker ticker = new Ticker("model-workers", this::follow);

  private record Worker(Duty duty, StreamsLifecycle life) {}

  /** The models that have embeddings. */
  interface Listing {
    Set<String> models() throws ExecutionException, InterruptedException;
  }

  /** Whether a duty may begin; it is asked again later if not. */
  interface Turns {
    boolean isReady(String model, Duty duty) throws ExecutionException, InterruptedException;
  }

  /** Makes the topology of a model, not yet started. */
  interface Opener {
    StreamsLifecycle open(String model, Duty duty, boolean active)
        throws ExecutionException, InterruptedException;
  }

  ModelWorkers(Control control, Listing listing, Turns turns, Opener opener) {
    this.control = control;
    this.listing = listing;
    this.turns = turns;
    this.opener = opener;
  }

  @Override
  public void start() {
    ticker.start(Duration.ZERO, PAUSE);
  }

  private void follow() {
    Map<String, Duty> wanted = wanted();
    Map.copyOf(working)
        .forEach((model, worker) -> {
          if (worker.duty() != wanted.get(model)) {
            log.info("model {} is no longer to {}", model, name(worker.duty()));
            stop(model);
          }
        });
    wanted.forEach((model, duty) -> {
      if (!working.containsKey(model)) {
        begin(model, duty);
      }
    });
    if (++looks % LOOKS_A_LISTING == 0) {
      list();
    }
  }

  private Map<String, Duty> wanted() {
    Map<String, Duty> wanted = new LinkedHashMap<>();
    control.state().models().forEach(model -> wanted.put(model, Duty.EMBED));
    models.forEach(model -> wanted.putIfAbsent(model, Duty.FORGET));
    return wanted;
  }

  private void list() {
    try {
      models = listing.models();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      log.debug("which models have embeddings is not known", e);
    }
  }

  private void begin(String model, Duty duty) {
    try {
      if (turns.isReady(model, duty)) {
        StreamsLifecycle life = opener.open(model, duty, model.equals(control.active().model()));
        life.start();
        working.put(model, new Worker(duty, life));
        failing.remove(model);
        log.info("model {} is to {}", model, name(duty));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      if (failing.add(model)) {
        log.error("model {} cannot {} yet, it is tried again: {}", model, name(duty), e.toString());
      }
    }
  }

  private static String name(Duty duty) {
    return duty.name().toLowerCase(Locale.ROOT);
  }

  private void stop(String model) {
    Worker worker = working.remove(model);
    if (worker != null) {
      worker.life().stop();
    }
  }

  @Override
  public void stop() {
    ticker.stop();
    Set.copyOf(working.keySet()).forEach(this::stop);
  }

  @Override
  public boolean isRunning() {
    return ticker.isRunning();
  }

  /** Before web servers start taking requests, after them when stopping. */
  @Override
  public int getPhase() {
    return 0;
  }
}
