package dev.likeness.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

final class HeadStartTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch broker = new CountDownLatch(1);
  private final HeadStart headStart =
      new HeadStart(this::awaitBroker, Set.of(Topics.class, Index.class, Slow.class, Broken.class));

  @AfterEach
  void close() {
    headStart.close();
  }

  @Test
  void shouldStartThemInTheOrderTheyAreMadeOnceTheBrokerAnswers() {
    // Given
    make(new Topics());
    make(new Other());
    make(new Index());
    assertThat(headStart.isRunning()).isFalse();
    assertThat(events).isEmpty();

    // When
    events.add("broker answers");
    broker.countDown();
    headStart.start();

    // Then
    assertThat(events).containsExactly("broker answers", "Topics starts", "Index starts");
    assertThat(headStart.isRunning()).isTrue();
  }

  @Test
  void shouldStartOneBeforeTheNextIsMade() {
    // Given
    broker.countDown();

    // When
    make(new Topics());

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(events).containsExactly("Topics starts"));
    assertThat(headStart.isRunning()).isFalse();
  }

  @Test
  void shouldFailAsTheOneDidThatCouldNotStart() {
    // Given
    broker.countDown();
    make(new Topics());
    make(new Broken());
    make(new Index());

    // When
    assertThatThrownBy(headStart::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no topics");
    headStart.close();

    // Then
    assertThat(events).containsExactly("Topics starts", "Topics stops");
    assertThat(headStart.isRunning()).isFalse();
  }

  @Test
  void shouldEndAStartThatIsNotOver() {
    // Given
    make(new Topics());

    // When
    headStart.close();

    // Then
    assertThat(events).containsExactly("nobody waits for the broker");
    assertThat(headStart.isRunning()).isFalse();
  }

  @Test
  void shouldStopWhatRunsTheLastFirst() {
    // Given
    broker.countDown();
    make(new Topics());
    make(new Index());
    headStart.start();

    // When
    headStart.close();

    // Then
    assertThat(events)
        .containsExactly("Topics starts", "Index starts", "Index stops", "Topics stops");
  }

  @Test
  void shouldStopNothingThatTheContextHasStopped() {
    // Given
    broker.countDown();
    Topics topics = new Topics();
    make(topics);
    headStart.start();
    topics.stop();

    // When
    headStart.close();

    // Then
    assertThat(events).containsExactly("Topics starts", "Topics stops");
  }

  @Test
  void shouldLetOneThatIsStartingEndThatBeforeItIsStopped() throws InterruptedException {
    // Given
    broker.countDown();
    Slow slow = new Slow();
    make(slow);
    make(new Index());
    slow.begun.await();

    // When
    Thread closing = Thread.ofPlatform().start(headStart::close);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    slow.goOn.countDown();
    closing.join();

    // Then
    assertThat(events).containsExactly("Slow starts", "Slow stops");
  }

  @Test
  void shouldBeStartedAndStoppedOnceInAContext() {
    // Given
    GenericApplicationContext context = context();
    context.registerBean("topics", Topics.class, Topics::new);
    context.registerBean("index", Index.class, Index::new);
    broker.countDown();

    // When
    context.refresh();
    context.close();

    // Then
    assertThat(events)
        .containsExactly("Topics starts", "Index starts", "Index stops", "Topics stops");
  }

  @Test
  void shouldStopThemBeforeAContextThatComesToNothingTakesAwayWhatTheyUse() {
    // Given
    GenericApplicationContext context = context();
    context.registerBean(
        "client",
        AutoCloseable.class,
        () -> () -> events.add("client closes"),
        definition -> ((AbstractBeanDefinition) definition).setDestroyMethodName("close"));
    context.registerBean("topics", Topics.class, Topics::new);
    context.registerBean(
        "broken",
        String.class,
        () -> {
          await().atMost(Duration.ofMinutes(1)).until(() -> events.contains("Topics starts"));
          throw new IllegalStateException("cannot be made");
        });
    broker.countDown();

    // When
    assertThatThrownBy(context::refresh).hasRootCauseMessage("cannot be made");

    // Then
    assertThat(events).containsExactly("Topics starts", "Topics stops", "client closes");
  }

  private GenericApplicationContext context() {
    GenericApplicationContext context = new GenericApplicationContext();
    context.getBeanFactory().registerSingleton("headStart", headStart);
    context.getBeanFactory().addBeanPostProcessor(headStart.asMade());
    return context;
  }

  private void make(SmartLifecycle bean) {
    assertThat(headStart.asMade().postProcessAfterInitialization(bean, "bean")).isSameAs(bean);
  }

  private void awaitBroker() {
    try {
      broker.await();
    } catch (InterruptedException e) {
      events.add("nobody waits for the broker");
      throw new IllegalStateException(e);
    }
  }

  private class Part implements SmartLifecycle {
    private volatile boolean running;

    @Override
    public void start() {
      events.add(getClass().getSimpleName() + " starts");
      running = true;
    }

    @Override
    public void stop() {
      events.add(getClass().getSimpleName() + " stops");
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  private final class Topics extends Part {
    @Override
    public int getPhase() {
      return 0;
    }
  }

  private final class Index extends Part {}

  private final class Other extends Part {}

  private final class Slow extends Part {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void start() {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.start();
    }
  }

  private final class Broken extends Part {
    @Override
    public void start() {
      throw new IllegalStateException("no topics");
    }
  }
}
