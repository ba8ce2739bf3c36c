package dev.likeness.web.access;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Unknown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Hides the galleries that a caller's key is not bound to. A hidden gallery is answered like one
 * that does not exist, whether it does or not; where a request would make it, the answer says that
 * the key may not, whether it exists or not. Galleries in paths are checked here before a
 * controller is asked; controllers that read them from a field ask {@link #requireSeen} or {@link
 * #requireMade}.
 */
public final class GalleryAccess implements HandlerInterceptor {
  GalleryAccess() {}

  /**
   * Refuses a gallery that the caller may not know of.
   *
   * @throws Problem {@link Code#UNKNOWN_GALLERY}
   */
  public static void requireSeen(String gallery) {
    AuditAdvice.about(gallery);
    if (!sees(gallery)) {
      throw Unknown.gallery(gallery);
    }
  }

  /**
   * Refuses a subject, or a face of it, in a gallery that the caller may not know of.
   *
   * @throws Problem {@link Code#UNKNOWN_SUBJECT} or {@link Code#UNKNOWN_FACE}
   */
  public static void requireSeen(String gallery, String subject, @Nullable String face) {
    AuditAdvice.about(gallery);
    if (!sees(gallery)) {
      throw Unknown.of(gallery, subject, face);
    }
  }

  /**
   * Refuses a gallery that the caller may not enroll in.
   *
   * @throws Problem {@link Code#FORBIDDEN}
   */
  public static void requireMade(String gallery) {
    AuditAdvice.about(gallery);
    if (!sees(gallery)) {
      throw Problem.of(Code.FORBIDDEN, "the key is bound to other galleries than '" + gallery + "'")
          .with("field", "gallery");
    }
  }

  /** Whether the caller may know of a gallery. */
  public static boolean sees(String gallery) {
    return Caller.current().map(caller -> caller.sees(gallery)).orElse(true);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Route route = Routes.of(request);
    if (route == null) {
      return true;
    }
    Map<?, ?> named =
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> m
            ? m
            : Map.of();
    String gallery = text(named, "gallery");
    if (gallery != null) {
      switch (route.gallery()) {
        case PATH -> requirePath(gallery, text(named, "subject"), text(named, "face"));
        case PATH_MADE -> requireMade(Unknown.normal(gallery));
        case NONE, FIELD -> {}
      }
    }
    return true;
  }

  private static void requirePath(String gallery, @Nullable String subject, @Nullable String face) {
    AuditAdvice.about(Unknown.normal(gallery));
    if (!sees(Unknown.normal(gallery))) {
      throw Unknown.of(gallery, subject, face);
    }
  }

  private static @Nullable String text(Map<?, ?> named, String name) {
    return named.get(name) instanceof String value ? value : null;
  }
}
