package dev.likeness.web.access;

import dev.likeness.faces.Reason;
import dev.likeness.topics.AccessKey;
import dev.likeness.web.BodyLimit;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds each key to its own limits, so that one cannot take what others need: requests a second,
 * with a second's worth at once, and bytes of requests in work. A request that does not say how
 * long it is counts as the longest there may be.
 */
final class KeyLimits extends OncePerRequestFilter {
  private static final int SOON = 1;

  private final Map<String, Use> uses = new ConcurrentHashMap<>();
  private final Refusals refusals;

  KeyLimits(Refusals refusals) {
    this.refusals = refusals;
  }

  /** What one key has taken. A key made anew under the same id has limits anew. */
  private record Use(AccessKey key, @Nullable Bucket requests, AtomicLong bytes) {
    static Use of(AccessKey key) {
      Integer most = key.requestsPerSecond();
      return new Use(
          key,
          most == null
              ? null
              : Bucket.builder()
                  .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofSeconds(1)))
                  .build(),
          new AtomicLong());
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws ServletException, IOException {
    AccessKey key = Caller.current().map(Caller::key).orElse(null);
    if (key == null || (key.requestsPerSecond() == null && key.bytesInFlight() == null)) {
      next.doFilter(request, response);
      return;
    }
    Use use =
        uses.compute(
            key.id(), (_, old) -> old != null && old.key().equals(key) ? old : Use.of(key));
    long bytes = bytes(request);
    Problem problem = take(use, bytes);
    if (problem != null) {
      refusals.answer(request, response, problem);
      return;
    }
    try {
      next.doFilter(request, response);
    } finally {
      use.bytes().addAndGet(-bytes);
    }
  }

  private static long bytes(HttpServletRequest request) {
    if (request.getContentLengthLong() >= 0) {
      return request.getContentLengthLong();
    }
    return request.getHeader("Transfer-Encoding") == null ? 0 : BodyLimit.TWO_PHOTOS;
  }

  /** Takes what the request needs, or says why it may not. */
  private static @Nullable Problem take(Use use, long bytes) {
    if (use.requests() != null) {
      ConsumptionProbe probe = use.requests().tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        return tooMany(
            "the key makes more than its " + use.key().requestsPerSecond() + " requests per second",
            (int) seconds);
      }
    }
    Long most = use.key().bytesInFlight();
    if (most != null && bytes > most) {
      return Problem.of(
          Reason.TOO_LARGE,
          "the request has "
              + bytes
              + " bytes, or as many as there may be if it does not say how many; the key may have "
              + most
              + " in flight");
    }
    long taken = use.bytes().addAndGet(bytes);
    if (most != null && taken > most) {
      use.bytes().addAndGet(-bytes);
      return tooMany("the key has more than its " + most + " bytes in flight", SOON);
    }
    return null;
  }

  private static Problem tooMany(String why, int seconds) {
    return Problem.of(Code.TOO_MANY_REQUESTS, why + "; try again after Retry-After")
        .retryAfter(seconds);
  }
}
