package dev.likeness.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
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

  /** Kafka's own sign that nothing is half written. */
  private static final String STOPPED = ".kafka_cleanshutdown";

  private static final String PORT_FILE = "kafka-port";
  private static final String LOCAL_PORT_FILE = "kafka-local-port";
  private static final int STARTS = 5;
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
   * @throws PortTaken if the port is taken
   * @throws BrokerFailure if the data cannot be read or written
   */
  public static EmbeddedBroker start(DataDirectory data, BrokerSettings settings) {
    try {
      FatalFaults.tellBeforeDying(data.path());
      Path logs = data.path().resolve("kafka");
      if (Files.exists(logs.resolve(FORMATTED)) && !Files.exists(logs.resolve(STOPPED))) {
        log.info(
            "the broker was not stopped the last time, but killed: it checks the ends of its logs"
                + " now, and its controller waits until the session of the killed one is over, for"
                + " {} s",
            BrokerProperties.SESSION_MS / 1_000);
      }
      format(logs);
      for (int i = 1; ; i++) {
        BrokerSettings on = withPort(data, settings);
        try {
          return new EmbeddedBroker(on, data, run(on, logs));
        } catch (PortTaken e) {
          if (i == STARTS) {
            throw e;
          }
          log.info("starting again on other ports: {}", e.getMessage());
        }
      }
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /**
   * Settings with ports that are free now. Port 0 becomes that of the last start on the same data
   * if it is free, otherwise another, which {@code kafka-port} in the data directory then names, or
   * {@code kafka-local-port} for the one on loopback of a broker that is {@link Secured}.
   *
   * @throws PortTaken if it is another port than 0 and taken
   * @throws BrokerFailure if the address is not this machine's, or the data cannot be written
   */
  public static BrokerSettings withPort(DataDirectory data, BrokerSettings settings) {
    int port = port(data.path().resolve(PORT_FILE), settings.host(), settings.port(), 0);
    Secured secured = settings.secured();
    return settings.on(
        port,
        secured == null
            ? null
            : secured.on(
                port(
                    data.path().resolve(LOCAL_PORT_FILE),
                    BrokerSettings.LOCAL,
                    secured.localPort(),
                    port)));
  }

  /**
   * @param wanted 0 for the one in the file, or any
   * @param other that it must not be, though nobody listens there yet
   */
  private static int port(Path file, String host, int wanted, int other) {
    if (wanted != 0) {
      Ports.requireFree(host, wanted, KAFKA_PORT_REMEDY);
      return wanted;
    }
    try {
      String last = Files.exists(file) ? Files.readString(file).strip() : "";
      if (last.matches("[1-9][0-9]{0,4}") && Integer.parseInt(last) != other) {
        try {
          return port(file, host, Integer.parseInt(last), other);
        } catch (PortTaken e) {
          log.warn("Kafka clients must be told of another port: {}", e.getMessage());
        }
      }
      int port = Ports.choose(host);
      while (port == other) {
        port = Ports.choose(host);
      }
      Files.writeString(file, port + "\n");
      return port;
    } catch (IOException e) {
      throw new BrokerFailure(file + " cannot be read or written: " + e.getMessage(), e);
    }
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
          KafkaConfig.fromProps(
              BrokerProperties.of(settings, logs, Ports.choose(BrokerSettings.LOCAL)), false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return server;
    } catch (RuntimeException e) {
      if (server != null) {
        server.shutdown();
      }
      if (Stream.iterate(e, Objects::nonNull, Throwable::getCause)
          .anyMatch(BindException.class::isInstance)) {
        throw new PortTaken(
            "a port was taken while the Kafka broker started: " + e.getMessage(), e);
      }
      log.error("the broker did not start", e);
      throw new BrokerFailure(
          "the Kafka broker did not start on " + logs + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens, with the ports that were chosen. */
  public BrokerSettings settings() {
    return settings;
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
