package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records without a face key: seen, and published again with one. */
final class DeadLettersIT extends PipelineTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String PATH = "/v1/admin/dead-letters";

  @Test
  void shouldListEverythingButThePhoto() {
    // Given
    byte[] photo = People.portrait(0, 0);
    RecordMetadata text = log.publish(Topics.ENROLLMENTS, "listed", photo);
    RecordMetadata binary =
        log.publish(
            new ProducerRecord<>(Topics.ENROLLMENTS, new byte[] {(byte) 0xFF, 0x00}, photo));
    RecordMetadata tombstone = log.publish(Topics.ENROLLMENTS, "listed-tombstone", null);

    // When
    JsonNode letter = letter(text);

    // Then
    assertThat(letter.path("key").asString()).isEqualTo("listed");
    assertThat(letter.path("reason").asString()).isEqualTo("BAD_KEY");
    assertThat(letter.path("detail").asString()).contains("gallery/subject/face");
    assertThat(letter.path("source").path("topic").asString()).isEqualTo(Topics.ENROLLMENTS);
    assertThat(letter.path("bytes").asInt()).isEqualTo(photo.length);
    assertThat(letter.path("tombstone").asBoolean()).isFalse();
    assertThat(letter.path("timestamp").asString()).isNotBlank();
    assertThat(letter(binary).path("keyHex").asString()).isEqualTo("ff00");
    assertThat(letter(binary).has("key")).isFalse();
    assertThat(letter(tombstone).path("tombstone").asBoolean()).isTrue();
  }

  @Test
  void shouldGiveThemInPages() {
    // Given
    List<RecordMetadata> published =
        List.of(
            log.publish(Topics.ENROLLMENTS, "paged-1", new byte[1]),
            log.publish(Topics.ENROLLMENTS, "paged-2", new byte[2]));
    published.forEach(this::letter);
    long all = client.get(Part.INGEST, PATH).body().path("deadLetters").size();

    // When
    Answer first = client.get(Part.INGEST, PATH + "?limit=1");
    long after = first.body().path("next").asLong();
    Answer rest = client.get(Part.INGEST, PATH + "?after=" + after);

    // Then
    assertThat(first.body().path("deadLetters")).hasSize(1);
    assertThat(rest.body().path("deadLetters")).hasSizeGreaterThanOrEqualTo((int) all - 1);
    assertThat(rest.body().path("deadLetters").path(0).path("offset").asLong())
        .isGreaterThan(after);
    assertThat(rest.body().has("next")).isFalse();
    assertThat(client.get(Part.INGEST, PATH + "?limit=0").code()).isEqualTo("400 BAD_FIELD");
    assertThat(client.get(Part.INGEST, PATH + "?after=x").code()).isEqualTo("400 BAD_FIELD");
    assertThat(client.get(Part.INGEST, PATH + "?after=999999").body().path("deadLetters"))
        .isEmpty();
  }

  @Test
  void shouldEnrollALetterUnderANewKeyAndTakeItBack() {
    // Given
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.ENROLLMENTS, utf8("replayed"), People.portrait(1, 0));
    record.headers().add("metadata", utf8("{\"floor\":3}"));
    long offset = letter(log.publish(record)).path("offset").asLong();
    Map<String, Object> request = Map.of("offsets", List.of(offset), "key", "letters/ada/1");

    // When
    Answer answer = replay(request);

    // Then
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    JsonNode where = answer.body().path("records").path(0);
    assertThat(where.path("status").asString()).isEqualTo("replayed");
    assertThat(where.path("topic").asString()).isEqualTo(Topics.ENROLLMENTS);
    assertThat(where.path("key").asString()).isEqualTo("letters/ada/1");
    JsonNode face = face("ada", where.path("position").asString());
    assertThat(face.path("status").asString()).isEqualTo("searchable");
    assertThat(face.path("metadata").path("floor").asInt()).isEqualTo(3);
    assertThat(log.read(Topics.ENROLLMENTS))
        .filteredOn(r -> new String(r.key(), StandardCharsets.UTF_8).equals("letters/ada/1"))
        .singleElement()
        .satisfies(r -> {
          assertThat(r.headers()).extracting(Header::key).containsExactly("metadata");
          assertThat(r.value()).isEqualTo(record.value());
        });

    // When
    JsonNode again = replay(request).body().path("records").path(0);

    // Then
    assertThat(again.path("code").asString()).isEqualTo("UNKNOWN_OFFSET");
    assertThat(client.get(Part.INGEST, PATH + "?after=" + (offset - 1)).body().toString())
        .doesNotContain("\"offset\":" + offset);
  }

  @Test
  void shouldReplaceWhatCameSinceOnlyIfForced() {
    // Given a photo on another partition than its key's, and its face enrolled after that
    byte[] key = utf8("letters/ida/1");
    int partitions = log.partitions(Topics.ENROLLMENTS);
    int wrong = (Partitions.of(key, partitions) + 1) % partitions;
    byte[] photo = People.portrait(1, 0);
    long offset =
        letter(log.publish(new ProducerRecord<>(Topics.ENROLLMENTS, wrong, key, photo)))
            .path("offset")
            .asLong();
    client.enrollFindably("letters", "ida", "1", photo);

    // When
    JsonNode refused = replay(Map.of("offsets", List.of(offset))).body().path("records").path(0);
    JsonNode forced =
        replay(Map.of("offsets", List.of(offset), "force", true)).body().path("records").path(0);

    // Then
    assertThat(refused.path("code").asString()).isEqualTo("SUPERSEDED");
    assertThat(face("ida", forced.path("position").asString()).path("status").asString())
        .isEqualTo("searchable");
    assertThat(client.get(Part.SEARCH, Client.facesPath("letters", "ida")).body().path("faces"))
        .hasSize(1);
    assertThat(log.read(Topics.ENROLLMENTS))
        .filteredOn(record -> Arrays.equals(record.key(), key) && record.partition() != wrong)
        .last()
        .satisfies(record ->
            assertThat(record.partition() + ":" + record.offset())
                .isEqualTo(forced.path("position").asString()));
  }

  @Test
  void shouldRefuseWhatWouldOnlyBecomeADeadLetterAgain() {
    // Given
    long offset =
        letter(log.publish(Topics.ENROLLMENTS, "refused", new byte[1])).path("offset").asLong();

    // When
    JsonNode some = replay(Map.of("offsets", List.of(offset, 999_999))).body();
    Answer badKey = replay(Map.of("offsets", List.of(offset), "key", "still-none"));

    // Then
    assertThat(some.path("refused").asInt()).isEqualTo(2);
    assertThat(some.path("records").path(0).path("code").asString()).isEqualTo("BAD_KEY");
    assertThat(some.path("records").path(0).path("detail").asString()).contains("with a key");
    assertThat(some.path("records").path(1).path("code").asString()).isEqualTo("UNKNOWN_OFFSET");
    assertThat(badKey.code()).isEqualTo("400 BAD_KEY");
    assertThat(replay(Map.of("offsets", List.of())).code()).isEqualTo("400 BAD_FIELD");
    assertThat(replay(Map.of()).code()).isEqualTo("400 MISSING_FIELD");
    assertThat(log.read(Topics.ENROLLMENTS))
        .filteredOn(record -> new String(record.key(), StandardCharsets.UTF_8).equals("refused"))
        .hasSize(1);
  }

  @Test
  void shouldListAndReplayByCommand() {
    // Given
    JsonNode letter = letter(log.publish(Topics.ENROLLMENTS, "by-command", People.portrait(2, 0)));
    String offset = letter.path("offset").asString();
    String url = deployment.http(Part.INGEST).toString();

    // When
    Answered list = Answered.to("dead-letters", "list", "--url", url);
    Answered refused = Answered.to("dead-letters", "replay", offset, "--url", url);
    Answered replayed =
        Answered.to("dead-letters", "replay", offset, "--key", "letters/eve/1", "--url", url);

    // Then
    assertThat(list.exitCode()).as(list.output()).isZero();
    assertThat(list.output()).contains("'by-command'", "BAD_KEY");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains(offset + " refused, BAD_KEY");
    assertThat(replayed.exitCode()).as(replayed.output()).isZero();
    assertThat(replayed.output()).contains(offset + " → " + Topics.ENROLLMENTS, "1 replayed");
  }

  /** The dead letter that a record became. */
  private JsonNode letter(RecordMetadata record) {
    return await("a dead letter")
        .atMost(PATIENCE)
        .until(
            () ->
                StreamSupport.stream(
                        client
                            .get(Part.INGEST, PATH + "?limit=1000")
                            .body()
                            .path("deadLetters")
                            .spliterator(),
                        false)
                    .filter(letter -> isFrom(letter.path("source"), record))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean isFrom(JsonNode source, RecordMetadata record) {
    return source.path("partition").asInt(-1) == record.partition()
        && source.path("offset").asLong(-1) == record.offset();
  }

  private JsonNode face(String subject, String position) {
    String path = Client.facesPath("letters", subject) + "/1?min_position=" + position;
    return await("the face")
        .atMost(PATIENCE)
        .until(() -> client.get(Part.SEARCH, path), answer -> answer.status() == 200)
        .body();
  }

  private Answer replay(Map<String, Object> request) {
    return client.post(
        Part.INGEST,
        PATH + "/replay",
        "application/json",
        JsonMapper.shared().writeValueAsBytes(request));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
