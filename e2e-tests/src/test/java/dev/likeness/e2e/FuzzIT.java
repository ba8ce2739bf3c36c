package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged photos and damaged records: each ends, and the services stay as they are. */
@Tag("soak")
final class FuzzIT extends OwnDeploymentTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int PHOTOS = 5_000;
  private static final int RECORDS = 1_000;
  private static final int CALLERS = 3;
  private static final int PEOPLE = 4;

  /** How much a service may grow after the first half: what a leak of one photo in ten exceeds. */
  private static final double LEVEL = 1.25;

  private static final List<String> FORMATS = List.of("jpeg", "png", "gif", "bmp", "tiff");
  private static final List<Part> SERVICES = List.of(Part.INGEST, Part.WORKER, Part.SEARCH);
  private static final String METADATA = "{\"team\":\"crew\",\"since\":2019,\"on\":true}";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Set<String> places = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<byte[]> photos = new ArrayList<>();

  @BeforeEach
  void encodePhotos() throws IOException {
    for (int person = 0; person < PEOPLE; person++) {
      for (String format : FORMATS) {
        photos.add(encoded(People.portrait(person, 1), format));
      }
    }
  }

  @Test
  void shouldGiveEveryMutantAnEndAndKeepItsMemory() throws Exception {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("fuzzed with seed " + seed);
    client.enrollFindably("good", "ada", "1", People.portrait(0, 0));

    // When
    each(0, PHOTOS / 2, i -> photo(i, seed));
    each(0, RECORDS / 2, i -> record(i, seed));
    awaitEnds();
    List<Long> before = SERVICES.stream().map(deployment::residentMib).toList();
    each(PHOTOS / 2, PHOTOS, i -> photo(i, seed));
    each(RECORDS / 2, RECORDS, i -> record(i, seed));
    awaitEnds();
    List<Long> after = SERVICES.stream().map(deployment::residentMib).toList();

    // Then
    System.out.println("answers " + answers + ", resident MiB " + before + " then " + after);
    for (int i = 0; i < SERVICES.size(); i++) {
      assertThat((double) after.get(i))
          .as("MiB of %s, %d after the first half", SERVICES.get(i), before.get(i))
          .isLessThan(LEVEL * before.get(i));
    }
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    Answer found = client.find("good", People.portrait(0, 2), Map.of());
    assertThat(
            found.body().path("faces").path(0).path("matches").path(0).path("subject").asString())
        .as(found.body().toString())
        .isEqualTo("ada");
  }

  /** Runs numbered tasks, some at once, and fails with the first that failed. */
  private static void each(int from, int to, IntConsumer task) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = from; i < to; i++) {
        int number = i;
        all.add(callers.submit(() -> task.accept(number)));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  private void photo(int number, long seed) {
    Random random = new Random(seed + number);
    byte[] photo =
        new Mutations(random)
            .mutated(
                photos.get(random.nextInt(photos.size())),
                photos.get(random.nextInt(photos.size())));
    String which = "seed " + seed + ", photo " + number;
    Form form = new Form().file("photo", photo);
    switch (number % 7) {
      case 0 -> answered("find", client.find("good", photo, Map.of("faces", "all")), which);
      case 1 -> answered("detect", client.post(Part.SEARCH, "/v1/detect", form), which);
      case 2 -> answered("embed", client.post(Part.SEARCH, "/v1/embed", form), which);
      case 3 -> {
        Form pair = form.file("reference", photos.get(random.nextInt(photos.size())));
        answered("verify", client.post(Part.SEARCH, "/v1/verify", pair), which);
      }
      case 4 -> enrolled(client.enroll("fuzz", "http-" + number, "1", photo), which);
      case 5 -> {
        String face = Client.facesPath("fuzz", "put-" + number) + "/1";
        enrolled(client.putPhoto(face, photo), which);
      }
      default -> published(log.publish(Topics.ENROLLMENTS, "fuzz/kafka-" + number + "/1", photo));
    }
  }

  private void enrolled(Answer answer, String which) {
    answered("enroll", answer, which);
    if (!answer.text("position").isEmpty()) {
      places.add(answer.text("position").replace(':', '/'));
    }
  }

  private void answered(String door, Answer answer, String which) {
    int status = answer.status();
    String code = status < 400 ? Integer.toString(status) : answer.code();
    answers.merge(door + " " + code, 1, Integer::sum);
    if (status >= 500) {
      assertThat(status).as(which + " at " + door + ": " + code).isEqualTo(503);
      assertThat(answer.raw().headers().firstValue("retry-after")).as(which).isPresent();
    }
  }

  private void record(int number, long seed) {
    Random random = new Random(-seed - number);
    Mutations mutations = new Mutations(random);
    String key = "fuzz/record-" + number + "/1";
    byte[] photo = photos.get(random.nextInt(photos.size()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.ENROLLMENTS,
            (random.nextInt(4) == 0 ? mutations.mutated(key) + number : key)
                .getBytes(StandardCharsets.ISO_8859_1),
            random.nextInt(20) == 0 ? null : photo);
    header(record, EnrollmentRecords.METADATA, METADATA, mutations);
    header(record, EnrollmentRecords.TRACEPARENT, TRACE, mutations);
    header(record, EnrollmentRecords.BOX, "40,50,200,220", mutations);
    header(record, EnrollmentRecords.CUT, "0,0,2,800,900", mutations);
    published(log.publish(record));
  }

  private static void header(
      ProducerRecord<byte[], byte[]> record, String name, String good, Mutations mutations) {
    for (int times = mutations.random().nextInt(3); times > 0; times--) {
      record.headers().add(name, mutations.mutated(good).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void published(RecordMetadata place) {
    places.add(place.partition() + "/" + place.offset());
  }

  private void awaitEnds() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(ended()).containsAll(places));
  }

  /** The places whose records have an outcome or became dead letters. */
  private Set<String> ended() {
    Set<String> ended = new HashSet<>();
    log.read(Topics.embeddings(DefaultModel.ID))
        .forEach(record -> {
          var source = OutcomeSerde.read(record.headers(), record.value()).source();
          ended.add(source.partition() + "/" + source.offset());
        });
    log.read(Topics.DEAD_LETTERS)
        .forEach(letter ->
            ended.add(
                new String(letter.key(), StandardCharsets.UTF_8)
                    .substring(Topics.ENROLLMENTS.length() + 1)));
    return ended;
  }

  private static byte[] encoded(byte[] jpeg, String format) throws IOException {
    if (format.equals("jpeg")) {
      return jpeg;
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, file)).as(format).isTrue();
    return file.toByteArray();
  }
}
