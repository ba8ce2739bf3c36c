package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.topics.Topics;
import dev.likeness.web.Certificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code up} whose broker listens where others reach it, and clients that come there. */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutsideKafkaIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final byte[] ADA = "crew/ada/1".getBytes(StandardCharsets.UTF_8);

  /** A key, and the user it makes. */
  private record Key(String id, String text) {
    static Key of(JsonNode made) {
      return new Key(made.path("id").asString(), made.path("key").asString());
    }

    String secret() {
      return text.substring(("lk_" + id + "_").length());
    }
  }

  private Path directory;
  private Path data;
  private Path adminFile;
  private Certificate certificate;
  private Installation likeness;
  private Command up;
  private Key early;
  private Key producer;

  @BeforeAll
  void start(@TempDir Path own) throws IOException {
    directory = own;
    data = own.resolve("data");
    certificate = Certificate.in(own.resolve("tls"));
    likeness = new Installation(own);
    adminFile = own.resolve("admin");
    Files.writeString(adminFile, createStopped("admin,search").text());
    early = createStopped("enroll,forget");
    up =
        likeness.upAndReady(
            data,
            "--tls-cert",
            certificate.pem().toString(),
            "--tls-key",
            certificate.key().toString(),
            "--kafka-bind",
            "0.0.0.0",
            "--kafka-advertised",
            "127.0.0.1:0");
    producer = create("enroll,forget");
  }

  @AfterAll
  void stop() {
    up.close();
  }

  private Key createStopped(String scopes) {
    Command made =
        Command.start(
            directory,
            "keys",
            "create",
            "test",
            "--scope",
            scopes,
            "--data",
            data.toString(),
            "--json");
    assertThat(made.exitCode()).as(made.output()).isZero();
    return Key.of(made.json());
  }

  private Key create(String scopes, String... more) {
    return Key.of(
        ask(Stream.concat(
                    Stream.of("keys", "create", "test", "--scope", scopes, "--json"),
                    Stream.of(more))
                .toArray(String[]::new))
            .json());
  }

  private Answered ask(String... arguments) {
    Answered answered =
        likeness.ask(
            Stream.concat(
                    Stream.of(arguments),
                    Stream.of(
                        "--key-file", adminFile.toString(), "--ca", certificate.pem().toString()))
                .toArray(String[]::new));
    assertThat(answered.exitCode()).as(answered.output()).isZero();
    return answered;
  }

  private Map<String, Object> client(Key key) {
    return client(key.id(), key.secret());
  }

  private Map<String, Object> client(String user, String password) {
    Map<String, Object> config = plain();
    config.put("security.protocol", "SASL_SSL");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.location", certificate.pem().toString());
    config.put("sasl.mechanism", "SCRAM-SHA-512");
    config.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
            + user
            + "\" password=\""
            + password
            + "\";");
    return config;
  }

  private Map<String, Object> plain() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", likeness.bootstrap());
    config.put("max.block.ms", 10_000);
    config.put("default.api.timeout.ms", 10_000);
    config.put("request.timeout.ms", 5_000);
    config.put("max.request.size", 11 << 20);
    config.put("acks", "all");
    return config;
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void publish(Map<String, Object> config, String topic)
      throws ExecutionException, InterruptedException {
    try (Producer<byte[], byte[]> producer = producer(config)) {
      producer.send(new ProducerRecord<>(topic, ADA, null)).get();
    }
  }

  private void awaitUser(Key key) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          publish(client(key), Topics.ENROLLMENTS);
          return true;
        });
  }

  private void awaitRefusal(Key key) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThatThrownBy(() -> publish(client(key), Topics.ENROLLMENTS))
                .hasCauseInstanceOf(SaslAuthenticationException.class));
  }

  private void enrollFindably(Key key, int person) throws Exception {
    awaitUser(key);
    byte[] face = ("crew/" + key.id() + "/1").getBytes(StandardCharsets.UTF_8);
    try (Producer<byte[], byte[]> producer = producer(client(key))) {
      producer
          .send(new ProducerRecord<>(Topics.ENROLLMENTS, face, People.portrait(person, 0)))
          .get();
    }
    Path probe = Files.write(directory.resolve(key.id()), People.portrait(person, 1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answered found =
              likeness.ask(
                  "find",
                  probe.toString(),
                  "--gallery",
                  "crew",
                  "--key-file",
                  adminFile.toString(),
                  "--ca",
                  certificate.pem().toString());
          assertThat(found.output()).contains(key.id());
        });
  }

  @Test
  void shouldFindWhatTheHoldersOfKeysPublish() throws Exception {
    enrollFindably(early, 0);
    enrollFindably(producer, 1);
  }

  @Test
  void shouldRefuseWhoDoesNotProveWhoItIs() {
    // Given
    Map<String, Object> withoutSasl = client(producer);
    withoutSasl.put("security.protocol", "SSL");
    Map<String, Object> withoutTls = client(producer);
    withoutTls.put("security.protocol", "SASL_PLAINTEXT");

    // When, Then
    assertThatThrownBy(() -> publish(client(producer.id(), early.secret()), Topics.ENROLLMENTS))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatThrownBy(() -> publish(client("ANONYMOUS", ""), Topics.ENROLLMENTS))
        .hasStackTraceContaining("Authentication failed");
    for (Map<String, Object> config : List.of(plain(), withoutSasl, withoutTls)) {
      assertThatThrownBy(() -> publish(config, Topics.ENROLLMENTS))
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void shouldLetAUserDoNothingElse() throws Exception {
    // Given
    awaitUser(producer);
    Map<String, Object> transactional = client(producer);
    transactional.put("transactional.id", "one");

    // When, Then
    for (String topic : List.of(Topics.CONTROL, Topics.ACCESS, Topics.embeddings("any"))) {
      assertThatThrownBy(() -> publish(client(producer), topic))
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            client(producer), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.ENROLLMENTS, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      assertThatThrownBy(() -> consumer.poll(PATIENCE))
          .isInstanceOf(TopicAuthorizationException.class);
    }
    try (Admin admin = Admin.create(client(producer))) {
      assertThat(admin.listTopics().names().get()).containsExactly(Topics.ENROLLMENTS);
      assertThatThrownBy(
              () -> admin.createTopics(List.of(new NewTopic("other", 1, (short) 1))).all().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> admin.describeUserScramCredentials().all().get())
          .hasCauseInstanceOf(ClusterAuthorizationException.class);
    }
    try (Producer<byte[], byte[]> open = producer(transactional)) {
      assertThatThrownBy(open::initTransactions)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  @Test
  void shouldRefuseAKeyOnceItIsRevoked() throws Exception {
    // Given
    Key key = create("enroll,forget");
    awaitUser(key);
    try (Producer<byte[], byte[]> connected = producer(client(key))) {
      connected.send(new ProducerRecord<>(Topics.ENROLLMENTS, ADA, null)).get();

      // When
      ask("keys", "revoke", key.id());

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThatThrownBy(() ->
                      connected.send(new ProducerRecord<>(Topics.ENROLLMENTS, ADA, null)).get())
                  .hasCauseInstanceOf(TopicAuthorizationException.class));
    }
    awaitRefusal(key);
  }

  @Test
  void shouldRefuseAKeyThatWasRevokedAtTheBroker() throws IOException {
    // Given
    Key key = create("enroll,forget");
    awaitUser(key);
    String local = "127.0.0.1:" + Files.readString(data.resolve("kafka-local-port")).strip();

    // When
    Answered revoked = Answered.to("keys", "revoke", key.id(), "--bootstrap", local);

    // Then
    assertThat(revoked.exitCode()).as(revoked.output()).isZero();
    awaitRefusal(key);
  }

  @Test
  void shouldMakeNoUserOfAKeyThatMayLess() {
    // Given
    List<Key> keys =
        List.of(
            create("enroll"),
            create("forget,search"),
            create("enroll,forget", "--gallery", "crew"),
            create("enroll,forget", "--expires", "P1D"),
            create("enroll,forget", "--requests-per-second", "1"));
    awaitUser(create("enroll,forget"));

    // When, Then
    for (Key key : keys) {
      assertThatThrownBy(() -> publish(client(key), Topics.ENROLLMENTS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void shouldKeepNoSecret() throws IOException {
    // Given
    awaitUser(early);
    awaitUser(producer);
    String privateKey = Files.readString(certificate.key()).lines().toList().get(1);

    List<Path> files = new ArrayList<>();
    for (String place : List.of("logs", "kafka/__cluster_metadata-0", "kafka/likeness.access-0")) {
      try (Stream<Path> here = Files.list(data.resolve(place))) {
        here.filter(file -> file.toString().endsWith(".log")).forEach(files::add);
      }
    }

    // When
    StringBuilder all = new StringBuilder(up.output());
    for (Path file : files) {
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    // Then
    String kept = all.toString();
    assertThat(kept.contains(early.id())).isTrue();
    for (String secret : List.of(early.secret(), producer.secret(), privateKey)) {
      assertThat(kept.contains(secret)).isFalse();
    }
  }
}
