package dev.likeness.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller in this process (KIP-500, combined mode), persistent: started
 * again on the same directory it has every record it acknowledged. Clients of any language reach it
 * like any other broker.
 *
 * <p>One process may run one at a time: Kafka ends the whole process on a fatal fault, and {@link
 * FatalFaults} says so before it does.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final String FORMATTED = "meta.properties";
  private static final String KAFKA_PORT_REMEDY = "stop the other broker or pass --kafka-port";

  private final BrokerSettings settings;
  private final DataDirectory data;
  private final KafkaRaftServer server;

  private EmbeddedBroker(BrokerSettings settings, DataDirectory data, KafkaRaftServer server) {
    this.settings = settings;
    this.data = data;
    this.server = server;
  }

  /**
   * Starts the broker, formatting its directory if it is new, and returns once it answers clients.
   *
   * @param data where the log is kept, in {@code kafka} below it; closed with the broker, and if it
   *     does not start
   * @throws BrokerFailure if the port is taken, or the data cannot be read or written
   */
  public static EmbeddedBroker start(DataDirectory data, BrokerSettings settings) {
    try {
      requirePortFree(settings);
      FatalFaults.tellBeforeDying(data.path());
      Path logs = data.path().resolve("kafka");
      format(logs);
      return new EmbeddedBroker(settings, data, run(settings, logs));
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /**
   * Checks that the broker can listen.
   *
   * @throws BrokerFailure if it cannot
   */
  public static void requirePortFree(BrokerSettings settings) {
    Ports.requireFree(settings.host(), settings.port(), KAFKA_PORT_REMEDY);
  }

  private static void format(Path logs) {
    if (Files.exists(logs.resolve(FORMATTED))) {
      return;
    }
    try {
      Files.createDirectories(logs);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(logs.toString())
          .setMetadataLogDirectory(logs.toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException e) {
      throw new BrokerFailure(logs + " cannot be made: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new BrokerFailure(logs + " cannot be formatted for Kafka: " + e.getMessage(), e);
    }
  }

  private static KafkaRaftServer run(BrokerSettings settings, Path logs) {
    KafkaRaftServer server = null;
    try {
      KafkaConfig config =
          KafkaConfig.fromProps(BrokerProperties.of(settings, logs, Ports.free()), false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return server;
    } catch (RuntimeException e) {
      log.error("the broker did not start", e);
      if (server != null) {
        server.shutdown();
      }
      throw new BrokerFailure(
          "the Kafka broker did not start on " + logs + ": " + e.getMessage(), e);
    }
  }

  /** What clients in this process give as {@code bootstrap.servers}. */
  public String bootstrap() {
    return settings.bootstrap();
  }

  /** What clients elsewhere are told to connect to. */
  public String advertised() {
    return settings.advertisedAddress();
  }

  /** Returns when the broker has stopped, whoever stopped it. */
  public void awaitStopped() {
    server.awaitShutdown();
  }

  /** Writes out what is in memory and stops. Does nothing the second time. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    data.close();
  }
}
