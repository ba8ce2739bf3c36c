package dev.likeness.embed.poison;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds a photo in a process of its own to see whether it crashes. One trial at a time, to limit
 * memory.
 */
final class Trial implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Trial.class);
  private static final int SIGNALLED = 128;

  /** SIGHUP, SIGINT, SIGTERM: somebody wants the process to stop, and usually this one as well. */
  private static final Set<Integer> TOLD_TO_STOP =
      Set.of(SIGNALLED + 1, SIGNALLED + 2, SIGNALLED + 15);

  private final Function<String, ProcessBuilder> command;
  private final Duration limit;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean closed;
  private volatile @Nullable Process running;

  /**
   * @param command the command that tries a photo under the model given
   * @param limit how long a trial may take
   */
  Trial(Function<String, ProcessBuilder> command, Duration limit) {
    this.command = command;
    this.limit = limit;
  }

  /** Tries {@code photo} under a model, after the trials that came before. */
  TrialResult of(String model, byte[] photo) {
    turn.lock();
    try {
      if (closed) {
        return new TrialResult.Stopped();
      }
      Process process =
          command
              .apply(model)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      running = process;
      if (closed) { // since it was looked at, and nobody else may have seen the process
        process.destroyForcibly();
      }
      return judged(process, photo);
    } catch (IOException e) {
      log.error("no process can be started for a trial: {}", e.toString());
      return new TrialResult.Failed("could not be started");
    } finally {
      running = null;
      turn.unlock();
    }
  }

  private TrialResult judged(Process process, byte[] photo) {
    // By a thread of its own: a process that does not read must not hold this one.
    Thread.ofPlatform().daemon().name("trial-photo").start(() -> hand(process, photo));
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return new TrialResult.Failed("did not end within " + limit.toSeconds() + " s");
      }
      return result(process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrialResult.Stopped();
    } finally {
      process.destroyForcibly();
    }
  }

  private TrialResult result(int exit) {
    if (closed || TOLD_TO_STOP.contains(exit)) {
      return new TrialResult.Stopped();
    }
    return switch (exit) {
      case 0 -> new TrialResult.Survived();
      default ->
          new TrialResult.Failed(
              exit > SIGNALLED
                  ? "ended by signal " + (exit - SIGNALLED)
                  : "ended with code " + exit);
    };
  }

  /** Leaves the stream open: the process sees by it that this one lives. */
  private static void hand(Process process, byte[] photo) {
    try {
      DataOutputStream out = new DataOutputStream(process.getOutputStream());
      out.writeInt(photo.length);
      out.write(photo);
      out.flush();
    } catch (IOException e) {
      log.debug("the trial ended before it had the photo", e);
    }
  }

  /** Stops the trial that is running, and lets no other begin. */
  @Override
  public void close() {
    closed = true;
    Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
