package dev.likeness.standalone;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.broker.PortTaken;
import dev.likeness.broker.Ports;
import dev.likeness.search.generation.Generations;
import dev.likeness.wiring.Control;
import dev.likeness.wiring.KafkaTopics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole Likeness in this process: the broker, and the services, which are put together while it
 * starts. Closing stops the services first: HTTP takes no more requests and answers those it has,
 * the streams commit, and the broker goes last.
 */
public final class Standalone implements AutoCloseable {
  private static final int STARTS = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final StandaloneSettings settings;
  private final EmbeddedBroker broker;
  private final ConfigurableApplicationContext context;

  private Standalone(
      StandaloneSettings settings, EmbeddedBroker broker, ConfigurableApplicationContext context) {
    this.settings = settings;
    this.broker = broker;
    this.context = context;
  }

  /**
   * Starts everything and returns once HTTP answers; the index may still be reading its topic.
   *
   * @param data where everything is kept; closed with this object, and if it does not start
   * @throws dev.likeness.broker.BrokerFailure if a port is taken, or the broker does not start
   * @throws StandaloneFailure if the services do not start
   */
  public static Standalone start(DataDirectory data, StandaloneSettings settings) {
    DataDirectory held = data;
    for (int i = 1; ; i++) {
      try {
        return startOnce(held, settings);
      } catch (PortTaken e) {
        if (settings.kafkaPort() != 0 || i == STARTS) {
          throw e;
        }
        held = DataDirectory.lock(data.path());
      }
    }
  }

  private static Standalone startOnce(DataDirectory data, StandaloneSettings settings) {
    BrokerSettings kafka;
    try {
      Ports.requireFree(settings.bind(), settings.port(), "stop what is there or pass --port");
      kafka = EmbeddedBroker.withPort(data, settings.broker());
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
    BrokerStart start = BrokerStart.begin(data, kafka);
    HeadStart index =
        new HeadStart(start::await, Set.of(KafkaTopics.class, Control.class, Generations.class));
    try {
      ConfigurableApplicationContext context = services(data, settings, kafka, index);
      return new Standalone(settings, start.await(), context);
    } catch (RuntimeException e) {
      try {
        index.close();
      } catch (RuntimeException stopping) {
        e.addSuppressed(stopping);
      }
      start.await().close();
      throw StandaloneFailure.of(e);
    }
  }

  private static ConfigurableApplicationContext services(
      DataDirectory data, StandaloneSettings settings, BrokerSettings kafka, HeadStart index) {
    SpringApplication application = StandaloneApplication.prepared();
    application.setDefaultProperties(
        Map.of("likeness.models-directory", data.path().resolve("models").toString()));
    application.addInitializers(context -> {
      context.getBeanFactory().registerSingleton("headStart", index);
      context.getBeanFactory().addBeanPostProcessor(index.asMade());
    });
    return application.run(
        "--server.address=" + settings.bind(),
        "--server.port=" + settings.port(),
        "--spring.kafka.bootstrap-servers=" + kafka.bootstrap(),
        "--likeness.topics.partitions=" + settings.partitions(),
        "--likeness.state-directory=" + data.path().resolve("state"));
  }

  /** Waits until every service is ready: the index has read all its topic holds. */
  public void awaitReady() throws InterruptedException {
    HealthEndpoint health = context.getBean(HealthEndpoint.class);
    while (!isUp(health.healthForPath("readiness"))) {
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    }
  }

  private static boolean isUp(@Nullable HealthDescriptor readiness) {
    return readiness != null && readiness.getStatus().equals(Status.UP);
  }

  /** Where HTTP answers on this machine. */
  public URI http() {
    boolean all = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
    return URI.create(
        "http://"
            + (all ? BrokerSettings.LOCAL : settings.bind())
            + ":"
            + context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Where Kafka clients connect. */
  public String bootstrap() {
    return broker.advertised();
  }

  /** Returns when the broker has stopped, because this was closed or because it cannot go on. */
  public void awaitStopped() {
    broker.awaitStopped();
  }

  @Override
  public void close() {
    context.close();
    broker.close();
  }
}
