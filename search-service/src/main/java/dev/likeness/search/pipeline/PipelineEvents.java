package dev.likeness.search.pipeline;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who watch, once a second. Each has a virtual thread, so that one who does not read
 * holds up nobody else; what they are told is looked at once for all. A stream ends after some
 * minutes, and who wants to go on asks again, with a key that may have been revoked meanwhile. Safe
 * for all threads.
 */
final class PipelineEvents implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PipelineEvents.class);
  private static final String NAME = "pipeline";
  private static final int MOST = 64;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final PipelineLook pipeline;
  private final Set<Thread> watching = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  PipelineEvents(PipelineLook pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Begins to tell one more.
   *
   * @throws Problem {@link Code#OVERLOADED} if 64 are watching
   */
  SseEmitter open() {
    if (watching.size() >= MOST) {
      throw Problem.of(
          Code.OVERLOADED, MOST + " streams of events are open; close one, or try again");
    }
    SseEmitter emitter = new SseEmitter(0L);
    Thread thread =
        Thread.ofVirtual()
            .name("pipeline-events")
            .unstarted(() -> {
              try {
                tell(emitter);
              } finally {
                watching.remove(Thread.currentThread());
              }
            });
    watching.add(thread);
    emitter.onCompletion(thread::interrupt);
    emitter.onError(_ -> thread.interrupt());
    thread.start();
    return emitter;
  }

  private void tell(SseEmitter emitter) {
    long end = System.nanoTime() + LONGEST.toNanos();
    try {
      while (running && System.nanoTime() < end) {
        emitter.send(now());
        Thread.sleep(EVERY);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      // who watched has gone
    } catch (RuntimeException e) {
      log.warn("a stream of events ends, since the pipeline cannot be looked at", e);
      emitter.complete();
    } catch (InterruptedException e) {
      emitter.complete();
    }
  }

  /** A broker that is away ends no stream: that it is away is what they want to know. */
  private SseEmitter.SseEventBuilder now() {
    try {
      return SseEmitter.event().name(NAME).data(pipeline.look());
    } catch (Problem problem) {
      return SseEmitter.event()
          .name("trouble")
          .data(Map.of("code", problem.code(), "detail", String.valueOf(problem.getMessage())));
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server stops, which waits for answers that are under way. */
  @Override
  public void stop() {
    running = false;
    watching.forEach(Thread::interrupt);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
