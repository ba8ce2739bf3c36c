package dev.likeness.standalone.demo;

import dev.likeness.client.CompareApi.Find;
import dev.likeness.client.CompareApi.Verify;
import dev.likeness.client.EnrollApi.Enroll;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.model.EnrollAnswer;
import dev.likeness.client.model.FindAnswer;
import dev.likeness.client.model.FoundFace;
import dev.likeness.client.model.Match;
import dev.likeness.client.model.VerifyAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Enrolls the people of the sample photos as subjects of a gallery, each from one crop, then asks
 * who they are from other crops, and from another photo where there is one. The last of them is not
 * enrolled and has to stay unknown; the first is forgotten at the end.
 */
public final class Demo {
  private static final String GALLERY = "demo";
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LEAST_SIMILARITY = -1;
  private static final double FPIR = 0.001;

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
    FindAnswer unknown = find(stranger);
    return new DemoResult(
        positions.size(),
        enrollMillis,
        refused,
        Decided.of(verify(known.getFirst())),
        Decided.of(unknown),
        trials,
        unknown.faces().stream().findFirst().filter(FoundFace::unknown).isPresent(),
        highest(unknown, stranger.subject()),
        forget(known.getFirst()));
  }

  private List<Double> enrollAll() {
    List<Double> millis = new ArrayList<>();
    for (Person person : known) {
      if (!positions.containsKey(person.subject())) {
        long start = System.nanoTime();
        EnrollAnswer answer =
            client
                .enroll()
                .enroll(
                    new Enroll()
                        .gallery(GALLERY)
                        .subject(person.subject())
                        .photo(person.enrolled())
                        .wait("PT30S"));
        millis.add((System.nanoTime() - start) / NANOS_PER_MILLI);
        positions.put(person.subject(), answer.position());
      }
    }
    return millis;
  }

  private Trial trial(Person person) {
    long start = System.nanoTime();
    VerifyAnswer same = verify(person);
    long verified = System.nanoTime();
    FindAnswer all = find(person);
    long found = System.nanoTime();
    return new Trial(
        person.subject(),
        same.similarity(),
        highest(all, person.subject()),
        same.verified(),
        matches(all).map(Match::subject).toList().equals(List.of(person.subject())),
        (verified - start) / NANOS_PER_MILLI,
        (found - verified) / NANOS_PER_MILLI);
  }

  private boolean forget(Person person) {
    client.faces().forgetSubject(GALLERY, person.subject());
    return all(find(person)).map(Match::subject).noneMatch(person.subject()::equals);
  }

  private VerifyAnswer verify(Person person) {
    return client
        .compare()
        .verify(
            new Verify()
                .gallery(GALLERY)
                .subject(person.subject())
                .minPosition(position(person))
                .photo(person.probe()));
  }

  /**
   * Everybody enrolled, most similar first, as matches and as candidates that are none. The people
   * of the samples are more alike than those the model was measured on, so the rate is rarer than
   * the default.
   */
  private FindAnswer find(Person person) {
    return client
        .compare()
        .find(
            new Find()
                .gallery(GALLERY)
                .k(positions.size())
                .fpir(FPIR)
                .candidates(true)
                .minPosition(position(person))
                .photo(person.probe()));
  }

  /** Where the index has to be for this person; a stranger is asked about last of all. */
  private String position(Person person) {
    return Objects.requireNonNullElseGet(
        positions.get(person.subject()), () -> positions.values().iterator().next());
  }

  private static Stream<Match> matches(FindAnswer answer) {
    return answer.faces().stream().limit(1).flatMap(face -> face.matches().stream());
  }

  /** The matches, and who came next. */
  private static Stream<Match> all(FindAnswer answer) {
    return Stream.concat(
        matches(answer),
        answer.faces().stream()
            .limit(1)
            .flatMap(
                face -> Objects.requireNonNullElse(face.candidates(), List.<Match>of()).stream()));
  }

  /** The highest similarity to a subject other than {@code subject}. */
  private static double highest(FindAnswer answer, String subject) {
    return all(answer)
        .filter(match -> !match.subject().equals(subject))
        .mapToDouble(Match::similarity)
        .max()
        .orElse(LEAST_SIMILARITY);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
