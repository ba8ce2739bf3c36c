package dev.likeness.gateway;

import dev.likeness.gateway.ServiceBody.BrokeOff;
import dev.likeness.web.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A service's answer on its way to the caller. If it breaks off, the caller gets a problem instead;
 * once the caller has a part of it, the connection is closed, so that the part is not taken for the
 * whole.
 */
final class PassedAnswer implements ServerResponse {
  private final ServerResponse answer;

  PassedAnswer(ServerResponse answer) {
    this.answer = answer;
  }

  @Override
  public HttpStatusCode statusCode() {
    return answer.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return answer.headers();
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return answer.cookies();
  }

  /**
   * @throws Problem if the service broke off before the caller had anything
   * @throws BrokeOff if it did so later; the container closes the connection
   */
  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context)
      throws ServletException, IOException {
    try {
      return answer.writeTo(request, response, context);
    } catch (BrokeOff e) {
      if (response.isCommitted()) {
        throw e;
      }
      response.reset();
      throw e.problem();
    }
  }
}
