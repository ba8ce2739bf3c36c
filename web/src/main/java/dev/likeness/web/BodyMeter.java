package dev.likeness.web;

import dev.likeness.faces.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request body as it is read, whoever reads it and however: within its route's limit, the budget
 * of the process, and the time that its bytes may take. For one thread.
 *
 * <p>The time is total: ten seconds, and one more for each 32 KiB that came, at most two minutes.
 * Whoever drips a byte now and then is cut after ten seconds, and a slow line is not.
 */
final class BodyMeter implements InputBuffer, AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final long BYTES_A_SECOND = 32L << 10;
  private static final long MOST_DISCARDED = 64L << 20;

  private static final String FAULT = BodyFault.class.getName();

  private final Request request;
  private final InputBuffer body;
  private final BodyBudget.Share share;
  private final long limit;
  private final long length;
  private final long start = System.nanoTime();
  private long read;
  private boolean ended;
  private @Nullable BodyFault fault;

  /**
   * @param request whose body has not been read yet
   * @param share of the budget; closed by this object
   * @param limit of the route, in bytes
   */
  BodyMeter(Request request, BodyBudget.Share share, long limit) {
    this.request = request;
    this.body = request.getInputBuffer();
    this.share = share;
    this.limit = limit;
    this.length = request.getContentLengthLong();
  }

  /** What was wrong with the body of a request, if anything was. */
  static Optional<Problem> faultOf(org.apache.catalina.connector.Request request) {
    return request.getAttribute(FAULT) instanceof BodyFault fault
        ? Optional.of(fault.problem())
        : Optional.empty();
  }

  /**
   * Makes room for what was announced.
   *
   * @throws BodyFault if it is too much, or there is no room now
   */
  void begin() throws BodyFault {
    if (length > limit) {
      throw tooLarge();
    }
    if (length >= 0 && !share.reserve(length)) {
      throw noRoom();
    }
  }

  @Override
  public int doRead(ApplicationBufferHandler handler) throws IOException {
    if (fault != null) {
      throw fault;
    }
    try {
      int count = next(handler);
      if (read > limit) {
        throw tooLarge();
      }
      if (!share.grow(read) || (read > BodyBudget.FIRST_BYTES && !share.reserve(most()))) {
        throw noRoom();
      }
      return count;
    } catch (BodyFault e) {
      fault = e;
      request.setAttribute(FAULT, e);
      throw e;
    }
  }

  private int next(ApplicationBufferHandler handler) throws BodyFault {
    requireTime();
    int count;
    try {
      count = body.doRead(handler);
    } catch (IOException e) {
      requireTime();
      throw new BodyFault(
          Problem.of(
              Code.BAD_REQUEST,
              "the body ended after "
                  + read
                  + (length < 0 ? " bytes, before its last chunk" : " of " + length + " bytes")));
    }
    if (count < 0) {
      ended = true;
    } else {
      read += count;
    }
    return count;
  }

  private void requireTime() throws BodyFault {
    Duration allowed = GRACE.plusSeconds(read / BYTES_A_SECOND);
    Duration most = allowed.compareTo(LONGEST) < 0 ? allowed : LONGEST;
    if (System.nanoTime() - start > most.toNanos()) {
      throw new BodyFault(
          Problem.of(
              Code.TOO_SLOW,
              "the body's first " + read + " bytes took more than " + most.toSeconds() + " s"));
    }
  }

  private long most() {
    return length >= 0 ? length : limit;
  }

  private BodyFault tooLarge() {
    return new BodyFault(
        Problem.of(
            Reason.TOO_LARGE,
            "the body has "
                + (length >= 0 ? length + " bytes" : "more bytes")
                + ", at most "
                + limit
                + " are accepted here"));
  }

  private static BodyFault noRoom() {
    return new BodyFault(
        Problem.of(
            Code.OVERLOADED,
            "the bodies of other requests leave no room for this one; try again after Retry-After"));
  }

  /**
   * Reads what is left and forgets it, so that a caller who sends before reading gets the answer.
   *
   * @return whether the end was reached
   */
  boolean discard() {
    Discarding nowhere = new Discarding();
    try {
      while (!ended && read < MOST_DISCARDED) {
        next(nowhere);
      }
    } catch (BodyFault e) {
      return false;
    }
    return ended;
  }

  @Override
  public int available() {
    return body.available();
  }

  @Override
  public void close() {
    share.close();
  }

  private static final class Discarding implements ApplicationBufferHandler {
    private @Nullable ByteBuffer buffer;

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // nothing is kept
    }
  }
}
