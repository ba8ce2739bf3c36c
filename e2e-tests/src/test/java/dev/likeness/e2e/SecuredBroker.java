package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import dev.likeness.web.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A Kafka broker as a careful operator runs one: TLS, SCRAM-SHA-512, and an authorizer that allows
 * nothing but what its ACLs say. It is Apache Kafka itself, in a process of its own.
 */
final class SecuredBroker implements AutoCloseable {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String ADMIN = "admin";
  private static final String SECRET = "secret-of-";

  private final Path directory;
  private final Certificate certificate;
  private final int port;
  private final Process process;

  /**
   * @param directory of the deployment, which finds the broker's port there
   * @param users who may log in
   */
  SecuredBroker(Path directory, List<String> users) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory.resolve("broker"));
    certificate = Certificate.in(this.directory);
    int controller;
    try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = first.getLocalPort();
      controller = second.getLocalPort();
    }
    Path properties =
        Files.writeString(this.directory.resolve("server.properties"), text(controller));
    List<String> format = kafka("kafka.tools.StorageTool");
    format.addAll(List.of("format", "-t", "c2VjdXJlZC1jbHVzdGVyLg", "-c", properties.toString()));
    List<String> all = new ArrayList<>(users);
    all.add(ADMIN);
    all.forEach(user ->
        format.addAll(
            List.of(
                "--add-scram",
                "SCRAM-SHA-512=[name=" + user + ",password=" + SECRET + user + "]")));
    run(format);
    process = started(kafka("kafka.Kafka", properties.toString()));
    Files.writeString(this.directory.resolve("kafka-port"), port + "\n");
    await("the secured broker, see " + this.directory.resolve("log"))
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
          }
        });
  }

  /** What a client needs to connect as a user. */
  Map<String, Object> client(String user) {
    return client(user, SECRET + user);
  }

  Map<String, Object> client(String user, String password) {
    return Map.of(
        "bootstrap.servers",
        "127.0.0.1:" + port,
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        jaas(user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.pem().toString());
  }

  /** What a service is started with to connect as a user: the lines of docs/security.md. */
  List<String> service(String user, String password) {
    return List.of(
        "--spring.kafka.security.protocol=SASL_SSL",
        "--spring.kafka.ssl.trust-store-type=PEM",
        "--spring.kafka.ssl.trust-store-location=file:" + certificate.pem(),
        "--spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512",
        "--spring.kafka.properties.sasl.jaas.config=" + jaas(user, password));
  }

  List<String> service(String user) {
    return service(user, SECRET + user);
  }

  /** Makes the topics as the operator does, and allows what {@code rules} say. */
  void prepare(String model, List<AclBinding> rules)
      throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      TopicCatalog catalog = new TopicCatalog(TopicSettings.DEFAULT);
      await("the topics, which a broker knows a moment after they were made")
          .atMost(PATIENCE)
          .ignoreExceptionsMatching(e -> e.getCause() instanceof RetriableException)
          .untilAsserted(() -> catalog.ensureEmbeddings(admin, model, catalog.ensure(admin)));
      admin.createAcls(rules).all().get();
    }
  }

  private Admin admin() {
    return Admin.create(client(ADMIN));
  }

  private static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  private String text(int controller) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    controller.listener.names=CONTROLLER
    listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENTS
    sasl.enabled.mechanisms=SCRAM-SHA-512
    sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
    listener.name.clients.scram-sha-512.sasl.jaas.config=%3$s
    ssl.keystore.type=PKCS12
    ssl.keystore.location=%4$s
    ssl.keystore.password=%5$s
    ssl.truststore.type=PEM
    ssl.truststore.location=%6$s
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:admin;User:ANONYMOUS
    log.dirs=%7$s
    auto.create.topics.enable=false
    message.max.bytes=%8$d
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    """
        .formatted(
            port,
            controller,
            jaas(ADMIN, SECRET + ADMIN),
            certificate.store(),
            Certificate.PASSWORD,
            certificate.pem(),
            directory.resolve("logs"),
            TopicSettings.MAX_MESSAGE_BYTES);
  }

  private static List<String> kafka(String... main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(Program.libraries("standalone") + "/*");
    command.addAll(List.of(main));
    return command;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process one = started(command);
    assertThat(one.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("%s", command).isTrue();
    assertThat(one.exitValue()).as("%s: %s", command, log()).isZero();
  }

  private Process started(List<String> command) throws IOException {
    return Program.started(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile())));
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
