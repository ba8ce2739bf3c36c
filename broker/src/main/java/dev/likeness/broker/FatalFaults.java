package dev.likeness.broker;

import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when Kafka ends the process by itself, as it does when its disk fails: without this
 * the process would be gone without a word. Says what happened on standard error and in the log,
 * then ends the process with Kafka's status, at once, because Kafka's own threads may be stuck.
 */
final class FatalFaults {
  private static final Logger log = LoggerFactory.getLogger(FatalFaults.class);

  private FatalFaults() {}

  /** Takes effect for the whole process, from now on. */
  static void tellBeforeDying(Path dataDirectory) {
    Exit.Procedure telling =
        (status, message) -> {
          String sentence = sentence(dataDirectory, status, message);
          log.error(sentence);
          System.err.println("likeness: " + sentence);
          System.err.flush();
          Runtime.getRuntime().halt(status);
        };
    Exit.setHaltProcedure(telling);
    Exit.setExitProcedure(telling);
  }

  static String sentence(Path dataDirectory, int status, @Nullable String message) {
    return "the Kafka broker gave up (status "
        + status
        + (message == null || message.isBlank() ? "" : ", " + message)
        + "). Usually its disk is full or failing: check "
        + dataDirectory
        + ", and the last errors in the log";
  }
}
