package dev.likeness.standalone;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.broker.PortTaken;
import dev.likeness.broker.Ports;
import dev.likeness.web.ManagementPort;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return start(data, settings, List.of());
  }

  /**
   * As {@link #start(DataDirectory, StandaloneSettings)}.
   *
   * @param more settings of the services, as arguments such as {@code --likeness.threads=2}
   */
  public static Standalone start(
      DataDirectory data, StandaloneSettings settings, List<String> more) {
    DataDirectory held = data;
    for (int i = 1; ; i++) {
      try {
        return startOnce(held, settings, more);
      } catch (PortTaken e) {
        if (!settings.kafka().choosesPorts() || i == STARTS) {
          throw e;
        }
        held = DataDirectory.lock(data.path());
      }
    }
  }

  private static Standalone startOnce(
      DataDirectory data, StandaloneSettings settings, List<String> more) {
    BrokerSettings kafka;
    try {
      Ports.requireFree(settings.bind(), settings.port(), "stop what is there or pass --port");
      Ports.requireFree(
          BrokerSettings.LOCAL,
          settings.managementPort(),
          "it is for health and metrics; stop what is there or pass --management-port");
      kafka = EmbeddedBroker.withPort(data, settings.kafka());
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
    BrokerStart start = BrokerStart.begin(data, kafka);
    try {
      ConfigurableApplicationContext context = services(data, settings, more, kafka, start);
      return new Standalone(settings, start.await(), context);
    } catch (RuntimeException e) {
      start.await().close();
      throw StandaloneFailure.of(e);
    }
  }

  private static ConfigurableApplicationContext services(
      DataDirectory data,
      StandaloneSettings settings,
      List<String> more,
      BrokerSettings kafka,
      BrokerStart start) {
    SpringApplication application = StandaloneApplication.prepared();
    application.setDefaultProperties(
        Map.of("likeness.models-directory", data.path().resolve("models").toString()));
    application.addInitializers(context -> {
      context.getBeanFactory().registerSingleton("brokerStart", start);
      context.getBeanFactory().registerSingleton("kafkaUsers", new EmbeddedUsers(kafka));
    });
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(
        List.of(
            "--server.address=" + settings.bind(),
            "--server.port=" + settings.port(),
            "--likeness.management.port=" + settings.managementPort(),
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrap(),
            "--likeness.topics.partitions=" + settings.partitions(),
            "--likeness.skip-unreadable=" + settings.skipUnreadable(),
            "--likeness.state-directory=" + data.path().resolve("state")));
    return application.run(arguments.toArray(String[]::new));
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
        (context.getEnvironment().containsProperty("server.ssl.bundle") ? "https://" : "http://")
            + (all ? BrokerSettings.LOCAL : settings.bind())
            + ":"
            + context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Where health and metrics are, on this machine alone. */
  public URI management() {
    return URI.create(
        "http://" + BrokerSettings.LOCAL + ":" + context.getBean(ManagementPort.class).port());
  }

  /** Where Kafka clients connect. */
  public String bootstrap() {
    return broker.advertised();
  }

  /** Where Kafka clients on this machine connect, who need no proof. */
  public String localBootstrap() {
    return broker.bootstrap();
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
