package dev.likeness.standalone.demo;

import dev.likeness.client.LikenessClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Enrolls the people of the sample photos as subjects of a gallery, each from one crop, then asks
 * who they are from other crops, and from another photo where there is one. The last of them is not
 * enrolled and has to stay unknown; the first is forgotten at the end.
 */
public final class Demo {
  private static final String GALLERY = "demo";
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LEAST_SIMILARITY = -1;
  private static final String MATCHES = "matches";
  private static final String CANDIDATES = "candidates";
  private static final String FPIR = "0.001";

  private final LikenessClient client;
  private final List<Person> known;
  private final Person stranger;
  private final List<String> refused;
  private final Map<String, String> positions = new LinkedHashMap<>();

  public Demo(LikenessClient client, People people) {
    this.client = client;
    this.known = people.all().subList(0, people.all().size() - 1);
    this.stranger = people.all().getLast();
    this.refused = people.refused();
  }

  /** Does everything, some seconds long. */
  public DemoResult run() {
    double enrollMillis = median(enrollAll());
    for (Person person : known) {
      verify(person);
      find(person);
    }
    List<Trial> trials = known.stream().map(this::trial).toList();
    JsonNode unknown = find(stranger);
    return new DemoResult(
        positions.size(),
        enrollMillis,
        refused,
        Decided.of(verify(known.getFirst())),
        Decided.of(unknown),
        trials,
        unknown.path("faces").path(0).path("unknown").asBoolean(),
        highest(unknown, stranger.subject()),
        forget(known.getFirst()));
  }

  private List<Double> enrollAll() {
    List<Double> millis = new ArrayList<>();
    for (Person person : known) {
      if (!positions.containsKey(person.subject())) {
        long start = System.nanoTime();
        JsonNode answer =
            client.post(
                "/v1/enroll?wait=PT30S",
                Map.of("gallery", GALLERY, "subject", person.subject()),
                person.enrolled(),
                null);
        millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
        positions.put(person.subject(), answer.path("position").asString());
      }
    }
    return millis;
  }

  private Trial trial(Person person) {
    long start = System.nanoTime();
    JsonNode same = verify(person);
    long verified = System.nanoTime();
    JsonNode all = find(person);
    long found = System.nanoTime();
    return new Trial(
        person.subject(),
        same.path("similarity").asDouble(),
        highest(all, person.subject()),
        same.path("verified").asBoolean(),
        subjects(all, MATCHES).equals(List.of(person.subject())),
        (verified - start) / NANOS_PER_MILLI,
        (found - verified) / NANOS_PER_MILLI);
  }

  private boolean forget(Person person) {
    client.delete(LikenessClient.path(GALLERY, person.subject()));
    JsonNode left = find(person);
    return Stream.of(MATCHES, CANDIDATES)
        .noneMatch(which -> subjects(left, which).contains(person.subject()));
  }

  private JsonNode verify(Person person) {
    return client.post(
        "/v1/verify",
        Map.of("gallery", GALLERY, "subject", person.subject(), "min_position", position(person)),
        person.probe(),
        null);
  }

  /**
   * Everybody enrolled, most similar first, as matches and as candidates that are none. The people
   * of the samples are more alike than those the model was measured on, so the rate is rarer than
   * the default.
   */
  private JsonNode find(Person person) {
    return client.post(
        "/v1/find",
        Map.of(
            "gallery",
            GALLERY,
            "k",
            Integer.toString(positions.size()),
            "fpir",
            FPIR,
            "candidates",
            "true",
            "min_position",
            position(person)),
        person.probe(),
        null);
  }

  /** Where the index has to be for this person; a stranger is asked about last of all. */
  private String position(Person person) {
    return Objects.requireNonNullElseGet(
        positions.get(person.subject()), () -> positions.values().iterator().next());
  }

  private static List<String> subjects(JsonNode answer, String which) {
    return answer
        .path("faces")
        .path(0)
        .path(which)
        .valueStream()
        .map(match -> match.path("subject").asString())
        .toList();
  }

  /** The highest similarity to a subject other than {@code subject}. */
  private static double highest(JsonNode answer, String subject) {
    return Stream.of(MATCHES, CANDIDATES)
        .flatMap(which -> answer.path("faces").path(0).path(which).valueStream())
        .filter(match -> !match.path("subject").asString().equals(subject))
        .mapToDouble(match -> match.path("similarity").asDouble())
        .max()
        .orElse(LEAST_SIMILARITY);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
