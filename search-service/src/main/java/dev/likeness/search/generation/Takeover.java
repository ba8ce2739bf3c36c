package dev.likeness.search.generation;

import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.wiring.Control;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a new generation may take over, who says so, and how it is said. For one thread. */
final class Takeover {
  private static final Logger log = LoggerFactory.getLogger(Takeover.class);
  private static final int FIRST_PARTITION = 0;

  private final Control control;
  private final Admin admin;

  Takeover(Control control, Admin admin) {
    this.control = control;
    this.admin = admin;
  }

  /** Whether it falls to this instance to make a generation the active one. */
  boolean isDecidedHere(IndexGeneration candidate) {
    return candidate.gatherer().here(new IndexQuery.AskProgress()).containsKey(FIRST_PARTITION);
  }

  /** Makes a generation the active one, for all instances and for good. */
  void decide(Generation id) throws ExecutionException, InterruptedException {
    log.info("generation {} has caught up and becomes the active one", id);
    control.write(ControlState.activate(id));
    control.write(ControlState.build(null));
  }

  /**
   * Whether a generation knows everything that another one knew when this was asked. Of the same
   * model both read the same topic, so their places in it tell. Of another model the places in the
   * enrollments tell; where tombstones were compacted away, how far that model's workers have come.
   */
  boolean covers(IndexGeneration candidate, IndexGeneration serving)
      throws InterruptedException, ExecutionException {
    Map<Integer, IndexQuery.Progress> wanted = serving.shards().progress();
    Map<Integer, IndexQuery.Progress> reached = candidate.shards().progress();
    if (!candidate.freshness().isReady() || !reached.keySet().containsAll(wanted.keySet())) {
      return false;
    }
    if (candidate.id().model().equals(serving.id().model())) {
      return wanted.entrySet().stream()
          .allMatch(e -> reached(reached, e.getKey()).next() >= e.getValue().next());
    }
    if (wanted.entrySet().stream()
        .allMatch(e -> reached(reached, e.getKey()).source() >= e.getValue().source())) {
      return true;
    }
    return workersCover(candidate, wanted);
  }

  private boolean workersCover(IndexGeneration candidate, Map<Integer, IndexQuery.Progress> wanted)
      throws InterruptedException, ExecutionException {
    try {
      Map<Integer, Long> embedded = WorkerOffsets.of(admin, candidate.id().model());
      Map<Integer, Long> ends = candidate.ends().now();
      Map<Integer, IndexQuery.Progress> indexed = candidate.shards().progress();
      return wanted.entrySet().stream()
          .allMatch(e ->
              embedded.getOrDefault(e.getKey(), 0L) > e.getValue().source()
                  && reached(indexed, e.getKey()).next() >= ends.getOrDefault(e.getKey(), 0L));
    } catch (TimeoutException e) {
      log.debug("how far the workers are is not known", e);
      return false;
    }
  }

  private static IndexQuery.Progress reached(
      Map<Integer, IndexQuery.Progress> progress, int partition) {
    return progress.getOrDefault(partition, new IndexQuery.Progress(-1, -2, 0, false));
  }

  /** Removes what the broker remembers of a dropped generation; its last instance succeeds. */
  void removeGroup(Generation id) {
    var _ =
        admin
            .deleteConsumerGroups(List.of(GenerationOpener.applicationId(id)))
            .all()
            .whenComplete((_, e) -> {
              if (e != null) {
                log.debug("the group of generation {} is not removed yet", id, e);
              }
            });
  }
}
