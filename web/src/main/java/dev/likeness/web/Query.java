package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query, and nothing of its body.
 *
 * @param values by name
 */
record Query(Map<String, String> values) {
  /** What the decoder puts where bytes are no character. */
  private static final char REPLACED = '\ufffd';

  /**
   * Reads them.
   *
   * @throws Problem if one is given twice, or the query cannot be decoded
   */
  static Query of(HttpServletRequest request) {
    @Nullable String query = request.getQueryString();
    if (query == null || query.isEmpty()) {
      return new Query(Map.of());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : query.split("&", -1)) {
      if (!parameter.isEmpty()) {
        int equals = parameter.indexOf('=');
        String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
        if (values.put(name, equals < 0 ? "" : decoded(parameter.substring(equals + 1))) != null) {
          throw Problem.twice("parameter", name);
        }
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf(REPLACED) >= 0) {
        throw Problem.of(Code.BAD_REQUEST, "the query of the address is not UTF-8: '" + text + "'");
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          Code.BAD_REQUEST, "the query of the address is not percent-encoded: " + e.getMessage());
    }
  }
}
