package dev.likeness.ingest.access;

import dev.likeness.runtime.Access;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.Scope;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes keys. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/admin/keys")
final class KeysController {
  private final Access access;

  KeysController(Access access) {
    this.access = access;
  }

  /**
   * A key to be made.
   *
   * @param name whose it will be
   * @param scopes what it may do, at least one
   * @param galleries the only ones it may know; all if none are given
   * @param expires when it ends; never if not given
   * @param requestsPerSecond how many requests it may make; any number if not given
   * @param bytesInFlight how many bytes of requests may be in work at once; any if not given
   */
  record KeyRequest(
      @Nullable String name,
      @Nullable List<String> scopes,
      @Nullable List<String> galleries,
      @Nullable Instant expires,
      @Nullable Integer requestsPerSecond,
      @Nullable Long bytesInFlight) {}

  /**
   * All keys, without what their holders send.
   *
   * @param keys each of them
   */
  record KeyList(List<KeyAnswer> keys) {}

  /** Lists the keys. */
  @GetMapping
  @Problems(Code.ACCESS_UNKNOWN)
  KeyList listKeys() {
    return new KeyList(state().keys().values().stream().map(KeyAnswer::of).toList());
  }

  /** Makes a key. What its holder sends is in this answer alone. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Problems({Code.MISSING_FIELD, Code.BROKER_UNAVAILABLE})
  KeyAnswer createKey(@RequestBody KeyRequest request) {
    AccessKey.Made made = make(request);
    Broker.write("did not store the key", () -> access.create(made));
    return KeyAnswer.of(made);
  }

  /** Revokes a key. */
  @DeleteMapping("/{id}")
  @Problems({Code.UNKNOWN_KEY, Code.BROKER_UNAVAILABLE})
  KeyAnswer revokeKey(@Parameter(description = "The id of the key") @PathVariable String id) {
    AccessKey key = state().keys().get(id);
    if (key == null) {
      throw Problem.of(Code.UNKNOWN_KEY, "key '" + id + "' is not known").with("field", "id");
    }
    Broker.write("did not store the revocation", () -> access.revoke(id));
    return KeyAnswer.of(key);
  }

  private static AccessKey.Made make(KeyRequest request) {
    if (request.name() == null) {
      throw Problem.missing("name", "say whose key it will be");
    }
    if (request.scopes() == null || request.scopes().isEmpty()) {
      throw Problem.missing("scopes", "say what the key may do, such as [\"search\"]");
    }
    Instant now = Instant.now();
    if (request.expires() != null && !request.expires().isAfter(now)) {
      throw Problem.bad("expires", request.expires(), "a time to come");
    }
    try {
      return AccessKey.make(
          request.name(),
          request.scopes().stream().map(Scope::parse).toList(),
          request.galleries() == null ? List.of() : request.galleries(),
          now,
          request.expires(),
          request.requestsPerSecond(),
          request.bytesInFlight());
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.BAD_FIELD, String.valueOf(e.getMessage()));
    }
  }

  private AccessState state() {
    AccessState state = access.state();
    if (state == null) {
      throw Problem.of(Code.ACCESS_UNKNOWN, "which keys there are is not known yet");
    }
    return state;
  }
}
