package dev.likeness.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command is, on standard error. Safe for all threads. */
public interface Progress extends AutoCloseable {
  /** One more is done. */
  void step();

  /** So many of so many are done. */
  void at(long done, long total);

  @Override
  void close();

  /** A bar on a terminal, elsewhere a line now and then. */
  public static Progress of(String task, int total, PrintWriter err) {
    return onTerminal() ? new Bar(task, total) : new Lines(task, total, err);
  }

  @SuppressWarnings("SystemConsoleNull") // still declared nullable
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** A bar that redraws itself. */
  final class Bar implements Progress {
    private final ProgressBar bar;

    private Bar(String task, int total) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .build();
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void at(long done, long total) {
      bar.maxHint(total);
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line every few seconds. */
  final class Lines implements Progress {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final String task;
    private final PrintWriter err;
    private long total;
    private long done;
    private long told = System.nanoTime();

    Lines(String task, int total, PrintWriter err) {
      this.task = task;
      this.total = total;
      this.err = err;
    }

    @Override
    public void step() {
      synchronized (this) {
        at(done + 1, total);
      }
    }

    @Override
    public synchronized void at(long done, long total) {
      this.done = done;
      this.total = total;
      long now = System.nanoTime();
      if (now - told > EVERY) {
        told = now;
        err.println(task + ": " + done + " of " + total);
      }
    }

    @Override
    public void close() {}
  }
}
