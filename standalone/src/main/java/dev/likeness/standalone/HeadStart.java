package dev.likeness.standalone;

import dev.likeness.wiring.KafkaTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.SmartLifecycle;

/**
 * The beans that take longest to be ready, started on a thread of its own while the rest of the
 * context is still being made: the first once the broker answers, each next one once it is made and
 * those before it run. The context starts nothing before that is over, finds them running, and
 * stops them as it does all others; one that comes to nothing has them stopped before it takes away
 * what they use.
 */
final class HeadStart implements SmartLifecycle, AutoCloseable {
  private final Set<Class<? extends SmartLifecycle>> first;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("head-start").daemon().factory());
  private final List<SmartLifecycle> made = new ArrayList<>();
  private final CompletableFuture<Void> answered;
  private CompletableFuture<Void> last;

  /**
   * @param broker returns once the broker answers, and fails if it does not start
   * @param first the classes of those beans; each may need others of them, which are made before it
   */
  HeadStart(Runnable broker, Set<Class<? extends SmartLifecycle>> first) {
    this.first = first;
    answered = CompletableFuture.runAsync(broker, thread);
    last = answered;
  }

  /** Is shown each bean of the context when it is made, by the thread that makes them. */
  BeanPostProcessor asMade() {
    return new DestructionAwareBeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SmartLifecycle one && requiresDestruction(bean)) {
          made.add(one);
          last = last.thenRunAsync(one::start, thread);
        }
        return bean;
      }

      @Override
      public void postProcessBeforeDestruction(Object bean, String name) {
        close();
      }

      @Override
      public boolean requiresDestruction(Object bean) {
        return first.contains(bean.getClass());
      }
    };
  }

  /** Waits for all of them, and fails as the one did that could not start. */
  @Override
  public void start() {
    try {
      var _ = last.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : StandaloneFailure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StandaloneFailure("interrupted while the index was starting", e);
    } finally {
      thread.shutdown();
    }
  }

  /** Does nothing: the context stops each of them in its phase. */
  @Override
  public void stop() {}

  /** Not before {@link #start}, though all of them may run by then. */
  @Override
  public boolean isRunning() {
    return thread.isShutdown() && last.state() == CompletableFuture.State.SUCCESS;
  }

  /** Before all that the context would start by itself. */
  @Override
  public int getPhase() {
    return KafkaTopics.PHASE - 1;
  }

  /**
   * Waits no longer for the broker, starts none that has not begun to, and stops those that run.
   * One that is starting may end that first: half started it could not be stopped.
   */
  @Override
  public void close() {
    if (!answered.isDone()) {
      thread.shutdownNow();
    }
    thread.close();
    made.reversed().stream().filter(SmartLifecycle::isRunning).forEach(SmartLifecycle::stop);
  }
}
