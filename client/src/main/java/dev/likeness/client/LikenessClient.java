package dev.likeness.client;

import dev.likeness.client.model.FaceAnswer;
import dev.likeness.faces.FaceKey;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running Likeness, asked over HTTP. Safe for all threads. Every method, also of what {@link
 * #admin}, {@link #compare}, {@link #enroll} and {@link #faces} answer, throws {@link ApiProblem}
 * if the answer is a refusal, and {@link NoAnswer} if there is none.
 */
public final class LikenessClient implements AutoCloseable {
  /** The largest photo that Likeness takes. */
  public static final int MAX_PHOTO_BYTES = 10 * 1024 * 1024;

  private static final String HEALTH = "/actuator/health";
  private static final int NOT_FOUND = 404;

  private final Http http;
  private final AdminApi admin;
  private final CompareApi compare;
  private final EnrollApi enroll;
  private final FacesApi faces;

  /**
   * @param base where it answers, such as {@code http://127.0.0.1:8080}
   */
  public LikenessClient(URI base) {
    this(base, null, null);
  }

  /**
   * @param base where it answers, such as {@code https://likeness.example.org}
   * @param key opens it, such as {@code lk_…}; null where none is needed
   * @param trusted verifies who answers; null for what this JVM trusts
   */
  public LikenessClient(URI base, @Nullable String key, @Nullable SSLContext trusted) {
    http = new Http(base, key, trusted);
    admin = new AdminApi(http);
    compare = new CompareApi(http);
    enroll = new EnrollApi(http);
    faces = new FacesApi(http);
  }

  /** For whoever runs it. */
  public AdminApi admin() {
    return admin;
  }

  /** Whose face a photo shows. */
  public CompareApi compare() {
    return compare;
  }

  /** Photos in. */
  public EnrollApi enroll() {
    return enroll;
  }

  /** What is enrolled. */
  public FacesApi faces() {
    return faces;
  }

  /** What is known of a face; empty if nothing is. */
  public Optional<FaceAnswer> face(FaceKey key) {
    try {
      return Optional.of(faces.getFace(key.gallery(), key.subject(), key.face(), null, null));
    } catch (ApiProblem e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * How each part is: an answer also where it says that one is not well. Spring Boot's route, which
   * the document of the API does not have.
   */
  public Health health() {
    return http.anyAnswer(new Call("GET", HEALTH), Health.class);
  }

  /** Nothing if it runs, and a refusal if it is about to end. */
  public void requireAlive() {
    http.answer(new Call("GET", HEALTH + "/liveness"), Health.class);
  }

  @Override
  public void close() {
    http.close();
  }
}
