package dev.likeness.broker;

import dev.likeness.topics.TopicSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * The Kafka settings of a node that is alone: one copy of everything, few partitions for Kafka's
 * own topics, threads and buffers for one machine.
 */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String CLIENT_LISTENER = "CLIENTS";
  private static final String OUTSIDE_LISTENER = "OUTSIDE";

  /** From elsewhere: strangers must not use up the files that this process may open. */
  private static final int MOST_CONNECTIONS = 1_000;

  private static final int OWN_TOPIC_PARTITIONS = 4;
  private static final int DEDUPE_BUFFER_BYTES = 8 << 20;

  /** The controller refuses a broker's new life until the session of a killed one has run out. */
  static final int SESSION_MS = 3_000;

  private static final int HEARTBEAT_MS = 500;

  /** Nobody reads past an open transaction: one that its producer has left ends after this. */
  private static final int LONGEST_TRANSACTION_MS = 60_000;

  private final Properties properties = new Properties();

  private BrokerProperties() {}

  /**
   * @param logs where the broker keeps its log
   * @param controllerPort of the controller, reached only by the broker beside it
   */
  static Properties of(BrokerSettings settings, Path logs, int controllerPort) {
    BrokerProperties all = new BrokerProperties();
    all.identity(logs, controllerPort);
    all.listeners(settings, controllerPort);
    all.limits();
    all.ownTopics();
    return all.properties;
  }

  private void identity(Path logs, int controllerPort) {
    set("process.roles", "broker,controller");
    set("node.id", NODE_ID);
    set("controller.quorum.voters", NODE_ID + "@" + BrokerSettings.LOCAL + ":" + controllerPort);
    set("log.dirs", logs);
    set("broker.session.timeout.ms", SESSION_MS);
    set("broker.heartbeat.interval.ms", HEARTBEAT_MS);
  }

  private void listeners(BrokerSettings settings, int controllerPort) {
    set("controller.listener.names", CONTROLLER_LISTENER);
    set("inter.broker.listener.name", CLIENT_LISTENER);
    set(
        "listener.security.protocol.map",
        "CLIENTS:PLAINTEXT,OUTSIDE:SASL_SSL,CONTROLLER:PLAINTEXT");
    String listened = settings.host() + ":" + settings.port();
    String controller =
        "," + listener(CONTROLLER_LISTENER, BrokerSettings.LOCAL + ":" + controllerPort);
    Secured secured = settings.secured();
    if (secured == null) {
      set("listeners", listener(CLIENT_LISTENER, listened) + controller);
      set("advertised.listeners", listener(CLIENT_LISTENER, settings.advertisedAddress()));
    } else {
      String local = listener(CLIENT_LISTENER, settings.bootstrap()) + ",";
      set("listeners", local + listener(OUTSIDE_LISTENER, listened) + controller);
      set("advertised.listeners", local + listener(OUTSIDE_LISTENER, settings.advertisedAddress()));
      outside(secured);
    }
  }

  /**
   * Whoever comes from elsewhere is a user with its own rules. Those who come by a listener that
   * asks for no proof are ANONYMOUS, who may do everything. Both such listeners are on loopback,
   * and nobody has that name on the other one, where only a user with a credential comes in.
   */
  private void outside(Secured secured) {
    secured.settings().forEach(this::set);
    String here = "listener.name." + OUTSIDE_LISTENER.toLowerCase(Locale.ROOT) + ".";
    set(here + "ssl.engine.factory.class", secured.engines().getName());
    set(here + "sasl.enabled.mechanisms", ScramMechanism.SCRAM_SHA_512.mechanismName());
    set(here + "scram-sha-512.sasl.jaas.config", ScramLoginModule.class.getName() + " required;");
    set(here + "max.connections", MOST_CONNECTIONS);
    set("authorizer.class.name", StandardAuthorizer.class.getName());
    set("super.users", KafkaPrincipal.ANONYMOUS);
  }

  private void limits() {
    set("message.max.bytes", TopicSettings.MAX_MESSAGE_BYTES);
    set("replica.fetch.max.bytes", TopicSettings.MAX_MESSAGE_BYTES);
    set("replica.fetch.response.max.bytes", 2 * TopicSettings.MAX_MESSAGE_BYTES);
    set("log.cleaner.dedupe.buffer.size", DEDUPE_BUFFER_BYTES);
    set("num.network.threads", 2);
    set("num.io.threads", 4);
    set("background.threads", 2);
    set("num.recovery.threads.per.data.dir", 2);
  }

  private void ownTopics() {
    set("auto.create.topics.enable", false);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      set(topic + ".num.partitions", OWN_TOPIC_PARTITIONS);
      set(topic + ".replication.factor", 1);
    }
    set("transaction.state.log.min.isr", 1);
    set("transaction.max.timeout.ms", LONGEST_TRANSACTION_MS);
    set("share.coordinator.state.topic.min.isr", 1);
    set("group.coordinator.threads", 1);
    set("share.coordinator.threads", 1);
    set("group.initial.rebalance.delay.ms", 0);
  }

  private static String listener(String name, String address) {
    return name + "://" + address;
  }

  private void set(String name, Object value) {
    properties.setProperty(name, value.toString());
  }
}
