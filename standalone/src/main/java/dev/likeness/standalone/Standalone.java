package dev.likeness.standalone;

import dev.likeness.standalone.broker.BrokerSettings;
import dev.likeness.standalone.broker.EmbeddedBroker;
import dev.likeness.standalone.broker.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running Likeness: the broker, and the services around it. Started again on the same directory
 * it goes on where it was.
 */
public final class Standalone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final EmbeddedBroker broker;
  private final ConfigurableApplicationContext services;
  private final URI http;

  private Standalone(EmbeddedBroker broker, ConfigurableApplicationContext services, URI http) {
    this.broker = broker;
    this.services = services;
    this.http = http;
  }

  /**
   * Starts everything and returns once the index has read all there is.
   *
   * @throws dev.likeness.standalone.broker.BrokerFailure if a port is taken or the data directory
   *     is in use or cannot be written
   */
  public static Standalone start(StandaloneSettings settings) throws InterruptedException {
    Ports.requireFree(settings.bind(), settings.port(), "stop what listens there or pass --port");
    EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerSettings.local(settings.data(), settings.kafkaPort()));
    try {
      ConfigurableApplicationContext services = services(settings, broker.bootstrap());
      String host = settings.bind().equals("0.0.0.0") ? BrokerSettings.LOCAL : settings.bind();
      Standalone standalone =
          new Standalone(broker, services, URI.create("http://" + host + ":" + settings.port()));
      standalone.awaitReady();
      return standalone;
    } catch (RuntimeException | InterruptedException e) {
      broker.close();
      throw e;
    }
  }

  private static ConfigurableApplicationContext services(
      StandaloneSettings settings, String bootstrap) {
    return new SpringApplicationBuilder(StandaloneApplication.class)
        .registerShutdownHook(false)
        .run(
            "--spring.config.name=likeness",
            "--server.address=" + settings.bind(),
            "--server.port=" + settings.port(),
            "--spring.kafka.bootstrap-servers=" + bootstrap,
            "--likeness.state-directory=" + settings.data().resolve("state"),
            "--likeness.topics.partitions=" + settings.partitions());
  }

  private void awaitReady() throws InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(http.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long givingUp = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < givingUp) {
        if (client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      }
    } catch (IOException e) {
      close();
      throw new IllegalStateException("the services do not answer at " + http, e);
    }
    close();
    throw new IllegalStateException(
        "the index was not read within " + PATIENCE.toMinutes() + " minutes");
  }

  /** Where the HTTP API is. */
  public URI http() {
    return http;
  }

  /** What Kafka clients connect to. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  /** Returns when it has stopped. */
  public void awaitStopped() {
    broker.awaitStopped();
  }

  /** Finishes what is under way, writes everything out and stops: services first, broker last. */
  @Override
  public void close() {
    services.close();
    broker.close();
  }
}
