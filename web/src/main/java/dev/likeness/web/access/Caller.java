package dev.likeness.web.access;

import dev.likeness.topics.AccessKey;
import dev.likeness.topics.Scope;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whoever makes a request, once it is known: the holder of a key, or anybody where none is needed.
 */
public final class Caller extends AbstractAuthenticationToken {
  @Serial private static final long serialVersionUID = 1L;
  private static final Caller ANYBODY = new Caller(null, EnumSet.allOf(Scope.class));

  private final transient @Nullable AccessKey key;
  private final transient Set<Scope> scopes;

  private Caller(@Nullable AccessKey key, Set<Scope> scopes) {
    super(scopes.stream().map(scope -> new SimpleGrantedAuthority(scope.text())).toList());
    this.key = key;
    this.scopes = scopes;
    super.setAuthenticated(true);
  }

  /** The holder of a key. */
  static Caller of(AccessKey key) {
    return new Caller(key, key.scopes());
  }

  /** Whoever asks while there are no keys. */
  static Caller anybody() {
    return ANYBODY;
  }

  /** Who makes the request that this thread answers; empty outside of one. */
  public static Optional<Caller> current() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /** The caller's key; null where none is needed. */
  public @Nullable AccessKey key() {
    return key;
  }

  boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether the caller may know of a gallery. */
  public boolean sees(String gallery) {
    return key == null || key.sees(gallery);
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public String getPrincipal() {
    return key == null ? "anybody" : key.id();
  }
}
