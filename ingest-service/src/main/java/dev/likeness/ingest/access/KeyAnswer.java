package dev.likeness.ingest.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as callers see it.
 *
 * @param id public; names the key in the audit
 * @param name whose it is
 * @param key what its holder sends; only in the answer to its making
 * @param scopes what it may do
 * @param galleries the only ones it knows; empty for all
 * @param created when it was made
 * @param expires when it ends; left out if never
 * @param requestsPerSecond how many requests it may make; left out if any number
 * @param bytesInFlight how many bytes of requests may be in work at once; left out if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyAnswer(
    String id,
    String name,
    @Nullable String key,
    List<String> scopes,
    List<String> galleries,
    Instant created,
    @Nullable Instant expires,
    @Nullable Integer requestsPerSecond,
    @Nullable Long bytesInFlight) {
  static KeyAnswer of(AccessKey key) {
    return of(key, null);
  }

  static KeyAnswer of(AccessKey.Made made) {
    return of(made.key(), made.token().text());
  }

  private static KeyAnswer of(AccessKey key, @Nullable String token) {
    return new KeyAnswer(
        key.id(),
        key.name(),
        token,
        key.scopes().stream().map(Scope::text).toList(),
        List.copyOf(key.galleries()),
        key.created(),
        key.expires(),
        key.requestsPerSecond(),
        key.bytesInFlight());
  }
}
