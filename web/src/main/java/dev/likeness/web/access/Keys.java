package dev.likeness.web.access;

import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.AccessToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Tells who a caller is by the key that was sent. A digest of the secret takes under a microsecond
 * and nobody is asked, so nothing is kept of earlier requests: a key that was revoked is unknown as
 * soon as this process knows. Safe for all threads.
 */
final class Keys implements AuthenticationConverter, AuthenticationManager {
  private final Supplier<@Nullable AccessState> known;
  private final boolean openWithoutKeys;
  private final IntSupplier managementPort;
  private final Clock clock;

  /**
   * @param known the keys; null as long as they are not known
   * @param openWithoutKeys whether anybody may ask while there are no keys
   * @param managementPort where nobody needs one: it has health and metrics alone, and whoever can
   *     reach it may see them
   */
  Keys(
      Supplier<@Nullable AccessState> known,
      boolean openWithoutKeys,
      IntSupplier managementPort,
      Clock clock) {
    this.managementPort = managementPort;
    this.known = known;
    this.openWithoutKeys = openWithoutKeys;
    this.clock = clock;
  }

  /** Whether anybody may ask now. */
  boolean areOpen() {
    AccessState state = known.get();
    return openWithoutKeys && state != null && state.keys().isEmpty();
  }

  /** Whether it is known which keys there are. */
  boolean areKnown() {
    return known.get() != null;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    return areOpen() || request.getLocalPort() == managementPort.getAsInt()
        ? Caller.anybody()
        : SentKey.of(request);
  }

  @Override
  public Authentication authenticate(Authentication sent) {
    if (sent instanceof Caller) {
      return sent;
    }
    AccessState state = known.get();
    if (state == null) {
      throw new AuthenticationServiceException("which keys there are is not known yet");
    }
    return AccessToken.parse(String.valueOf(sent.getCredentials()))
        .flatMap(token ->
            Optional.ofNullable(state.keys().get(token.id())).filter(key -> key.isOpenedBy(token)))
        .filter((AccessKey key) -> !key.isExpired(clock.instant()))
        .map(Caller::of)
        .orElseThrow(
            () -> new BadCredentialsException("the key is not known, was revoked, or has expired"));
  }
}
