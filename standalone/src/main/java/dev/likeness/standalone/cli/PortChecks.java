package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.Ports;
import dev.likeness.client.ApiProblem;
import dev.likeness.client.Health;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.NoAnswer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The two ports: free, or answering as they should. */
final class PortChecks {
  private static final int PATIENCE_MS = 3_000;

  private PortChecks() {}

  static Finding http(int port) {
    if (isFree(port)) {
      return Finding.ok("http", "port " + port + " is free; Likeness is not running there");
    }
    URI url = URI.create("http://" + BrokerSettings.LOCAL + ":" + port);
    try (LikenessClient client = new LikenessClient(url)) {
      Health health = client.requireHealth();
      return Finding.ok("http", "something healthy answers at " + url + ": " + health.status());
    } catch (ApiProblem e) {
      return Finding.warn(
          "http", url + " answers but is not ready: " + e.getMessage(), "wait, or read its log");
    } catch (NoAnswer e) {
      return Finding.fail(
          "http",
          "port " + port + " is taken by something that is not Likeness",
          "stop it (lsof -i :" + port + " names it), or pass --port to likeness up");
    }
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
