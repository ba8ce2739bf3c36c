package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.Ports;
import dev.likeness.client.Health;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.NoAnswer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The two ports: free, or answering as they should. */
final class PortChecks {
  private static final int PATIENCE_MS = 3_000;
  private static final String UP = "UP";

  private PortChecks() {}

  /**
   * What a Likeness says of itself: at its port for that, where it asks for no key and speaks no
   * TLS, or else at its port for HTTP. Empty if none answers.
   */
  static Optional<Health> health(int port, int managementPort) {
    return isFree(port) ? Optional.empty() : health(managementPort).or(() -> health(port));
  }

  private static Optional<Health> health(int port) {
    URI url = URI.create("http://" + BrokerSettings.LOCAL + ":" + port);
    try (LikenessClient client = new LikenessClient(url)) {
      return Optional.of(client.health()).filter(health -> !isRefusal(health));
    } catch (NoAnswer e) {
      return Optional.empty();
    }
  }

  /** A problem (RFC 9457) has a number as its status. */
  private static boolean isRefusal(Health health) {
    return health.status().chars().allMatch(Character::isDigit);
  }

  static Finding http(int port, Optional<Health> health) {
    if (isFree(port)) {
      return Finding.ok("http", "port " + port + " is free; Likeness is not running there");
    }
    return health
        .map(Health::status)
        .map(status ->
            status.equals(UP)
                ? Finding.ok("http", "a healthy Likeness answers at port " + port)
                : Finding.warn(
                    "http",
                    "the Likeness at port " + port + " is not ready: " + status,
                    "wait, or read its log"))
        .orElseGet(() ->
            Finding.fail(
                "http",
                "port " + port + " is taken by something that says nothing of its health",
                "if it is Likeness, pass its --management-port; else stop it (lsof -i :"
                    + port
                    + " names it), or pass --port to likeness up"));
  }

  static Finding kafka(int port) {
    if (isFree(port)) {
      return Finding.ok("kafka", "port " + port + " is free; no broker is running there");
    }
    String bootstrap = BrokerSettings.LOCAL + ":" + port;
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MS);
    try (Admin admin = Admin.create(config)) {
      int topics = admin.listTopics().names().get(PATIENCE_MS, TimeUnit.MILLISECONDS).size();
      return Finding.ok("kafka", "a broker answers at " + bootstrap + ", " + topics + " topics");
    } catch (ExecutionException | TimeoutException e) {
      return Finding.fail(
          "kafka",
          "port "
              + port
              + " is taken by something that is not Kafka, or a Kafka that clients come to by TLS",
          "stop it (lsof -i :" + port + " names it), or pass --kafka-port to likeness up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.fail("kafka", "interrupted", "try again");
    }
  }

  static boolean isFree(int port) {
    try {
      Ports.requireFree(BrokerSettings.LOCAL, port, "");
      return true;
    } catch (BrokerFailure e) {
      return false;
    }
  }
}
