package dev.likeness.topics;

import dev.likeness.faces.Segments;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A key to the API, as {@link Topics#ACCESS} has it: who holds it, what it may do, and a salted
 * digest of its secret. The secret itself is nowhere.
 *
 * @param id public; the key of the record
 * @param name whose it is, for people; 1 to 128 characters
 * @param salt 16 bytes in hex
 * @param digest SHA-256 of the salt and the secret, in hex
 * @param scopes what it may do, at least one
 * @param galleries the only ones it knows; empty for all
 * @param created when it was made
 * @param expires when it ends; null for never
 * @param requestsPerSecond how many requests it may make, at least 1; null for any number
 * @param bytesInFlight how many bytes of requests may be in work at once, at least 1; null for any
 */
public record AccessKey(
    String id,
    String name,
    String salt,
    String digest,
    Set<Scope> scopes,
    Set<String> galleries,
    Instant created,
    @Nullable Instant expires,
    @Nullable Integer requestsPerSecond,
    @Nullable Long bytesInFlight) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;
  private static final int LONGEST_NAME = 128;

  public AccessKey {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "name is '" + name + "', expected 1 to " + LONGEST_NAME + " characters");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("name has control characters; leave them out");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes is empty, a key needs at least one");
    }
    if (!galleries.isEmpty() && scopes.contains(Scope.ADMIN)) {
      throw new IllegalArgumentException(
          "galleries is "
              + galleries
              + ", but scope admin holds for all: leave out the galleries or the scope");
    }
    if (requestsPerSecond != null && requestsPerSecond < 1) {
      throw new IllegalArgumentException(
          "requestsPerSecond is " + requestsPerSecond + ", expected 1 or more");
    }
    if (bytesInFlight != null && bytesInFlight < 1) {
      throw new IllegalArgumentException(
          "bytesInFlight is " + bytesInFlight + ", expected 1 or more");
    }
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    galleries = Collections.unmodifiableSet(new TreeSet<>(galleries));
  }

  /** A key and what its holder sends, which is known only now. */
  public record Made(AccessKey key, AccessToken token) {}

  /**
   * A new key.
   *
   * @throws IllegalArgumentException if a value is outside its range
   * @throws dev.likeness.faces.InvalidFaceKeyException if a gallery can be none
   */
  public static Made make(
      String name,
      Collection<Scope> scopes,
      Collection<String> galleries,
      Instant now,
      @Nullable Instant expires,
      @Nullable Integer requestsPerSecond,
      @Nullable Long bytesInFlight) {
    Set<String> named = new TreeSet<>();
    galleries.forEach(gallery -> named.add(Segments.requireGallery(Segments.normalize(gallery))));
    return with(
        AccessToken.random(RANDOM),
        name,
        Set.copyOf(scopes),
        named,
        now,
        expires,
        requestsPerSecond,
        bytesInFlight);
  }

  /** A key of all scopes for a token that somebody else has made. */
  public static Made first(String name, AccessToken token, Instant now) {
    return with(token, name, EnumSet.allOf(Scope.class), Set.of(), now, null, null, null);
  }

  private static Made with(
      AccessToken token,
      String name,
      Set<Scope> scopes,
      Set<String> galleries,
      Instant now,
      @Nullable Instant expires,
      @Nullable Integer requestsPerSecond,
      @Nullable Long bytesInFlight) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    AccessKey key =
        new AccessKey(
            token.id(),
            name,
            HexFormat.of().formatHex(salt),
            HexFormat.of().formatHex(token.digest(salt)),
            scopes,
            galleries,
            now,
            expires,
            requestsPerSecond,
            bytesInFlight);
    return new Made(key, token);
  }

  /** Whether a token is this key's. Takes as long for a wrong secret as for the right one. */
  public boolean isOpenedBy(AccessToken token) {
    HexFormat hex = HexFormat.of();
    return token.id().equals(id)
        && MessageDigest.isEqual(hex.parseHex(digest), token.digest(hex.parseHex(salt)));
  }

  /** Whether it has ended. */
  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /**
   * Whether its holder may write to {@link Topics#ENROLLMENTS} by itself, as a user of the broker.
   * A record there enrolls or forgets, in any gallery, at any time and as often as its writer
   * likes: a broker cannot tell these apart.
   */
  public boolean mayProduce() {
    return scopes.containsAll(EnumSet.of(Scope.ENROLL, Scope.FORGET))
        && galleries.isEmpty()
        && expires == null
        && requestsPerSecond == null
        && bytesInFlight == null;
  }

  /** Whether it knows a gallery. */
  public boolean sees(String gallery) {
    return galleries.isEmpty() || galleries.contains(gallery);
  }

  /**
   * Reads what {@link #toBytes} writes; members it does not know are passed over.
   *
   * @throws IllegalArgumentException if it is no JSON object, or lacks a member
   */
  static AccessKey parse(String id, byte[] utf8) {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), utf8)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("a key is not a JSON object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.read(name, json);
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "a key is not a JSON object: " + e.getOriginalMessage(), e);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a key has a bad time: " + e.getMessage(), e);
    }
    return fields.key(id);
  }

  /** A JSON object in UTF-8. */
  byte[] toBytes() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("name", name);
      json.writeStringProperty("salt", salt);
      json.writeStringProperty("digest", digest);
      array(json, "scopes", scopes.stream().map(Scope::text).toList());
      array(json, "galleries", galleries);
      json.writeStringProperty("created", created.toString());
      if (expires != null) {
        json.writeStringProperty("expires", expires.toString());
      }
      if (requestsPerSecond != null) {
        json.writeNumberProperty("requestsPerSecond", requestsPerSecond);
      }
      if (bytesInFlight != null) {
        json.writeNumberProperty("bytesInFlight", bytesInFlight);
      }
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void array(JsonGenerator json, String name, Collection<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /** Without the digest. */
  @Override
  public String toString() {
    return "key " + id + " (" + name + ")";
  }

  private static final class Fields {
    private @Nullable String name;
    private @Nullable String salt;
    private @Nullable String digest;
    private final Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    private final Set<String> galleries = new TreeSet<>();
    private @Nullable Instant created;
    private @Nullable Instant expires;
    private @Nullable Integer requestsPerSecond;
    private @Nullable Long bytesInFlight;

    void read(String member, JsonParser json) {
      switch (member) {
        case "name" -> name = json.getString();
        case "salt" -> salt = json.getString();
        case "digest" -> digest = json.getString();
        case "scopes" -> each(json, scope -> scopes.add(Scope.parse(scope)));
        case "galleries" -> each(json, galleries::add);
        case "created" -> created = Instant.parse(json.getString());
        case "expires" -> expires = Instant.parse(json.getString());
        case "requestsPerSecond" -> requestsPerSecond = json.getIntValue();
        case "bytesInFlight" -> bytesInFlight = json.getLongValue();
        default -> json.skipChildren();
      }
    }

    private static void each(JsonParser json, Consumer<String> take) {
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        take.accept(json.getString());
      }
    }

    AccessKey key(String id) {
      if (name == null || salt == null || digest == null || created == null) {
        throw new IllegalArgumentException("key " + id + " lacks name, salt, digest or created");
      }
      return new AccessKey(
          id,
          name,
          salt,
          digest,
          scopes,
          galleries,
          created,
          expires,
          requestsPerSecond,
          bytesInFlight);
    }
  }
}
