package dev.likeness.search.generation;

import dev.likeness.runtime.Control;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import java.util.List;
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
  private final Coverage coverage;

  Takeover(Control control, Admin admin, Coverage coverage) {
    this.control = control;
    this.admin = admin;
    this.coverage = coverage;
  }

  /** Whether this instance is the one that makes a generation the active one. */
  boolean isDecidedHere(IndexGeneration candidate) {
    return candidate.gatherer().here(new IndexQuery.AskProgress()).containsKey(FIRST_PARTITION);
  }

  /** Makes a generation the active one, for all instances and for good. */
  void decide(Generation id) throws ExecutionException, InterruptedException {
    log.info("generation {} has caught up and becomes the active one", id);
    control.write(ControlState.activate(id));
    control.write(ControlState.build(null));
  }

  /** Whether a generation knows everything that another one knew when this was asked. */
  boolean covers(IndexGeneration candidate, IndexGeneration serving)
      throws InterruptedException, ExecutionException {
    try {
      return coverage.covers(
          () -> Standing.of(candidate), candidate.ends(), () -> Standing.of(serving));
    } catch (TimeoutException e) {
      log.debug("how far the workers are is not known", e);
      return false;
    }
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
