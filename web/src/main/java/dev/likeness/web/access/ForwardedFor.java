package dev.likeness.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request was forwarded for, as the proxies on its way say. Each of them adds a line or a
 * value to those that it was sent, which the caller may have made up, so all have to be looked at.
 */
final class ForwardedFor {
  private static final String LIST = "X-Forwarded-For";
  private static final String STANDARD = "Forwarded";
  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1");
  private static final Pattern FOR =
      Pattern.compile("(?:^|[;,\\s])for\\s*=\\s*(\"[^\"]*\"|[^;,\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PORT = Pattern.compile("(?<=[0-9]\\.[0-9]{1,3}|]):[0-9]{1,5}$");

  private ForwardedFor() {}

  /** The first header that names another machine, and what it names; null if none does. */
  static @Nullable String elsewhere(HttpServletRequest request) {
    return Stream.concat(
            values(request, LIST)
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .filter(address -> !isLocalAddress(address))
                .map(address -> LIST + " names '" + address + "'"),
            values(request, STANDARD)
                .flatMap(line -> FOR.matcher(line).results())
                .map(ForwardedFor::unquoted)
                .filter(address -> !isLocalAddress(address))
                .map(address -> STANDARD + " names '" + address + "'"))
        .findFirst()
        .orElse(null);
  }

  /** Whether a name or an address is this machine's alone. */
  static boolean isLocal(String host) {
    return LOOPBACK.contains(host)
        || host.endsWith(".localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static boolean isLocalAddress(String address) {
    return isLocal(PORT.matcher(address.toLowerCase(Locale.ROOT)).replaceFirst(""));
  }

  private static String unquoted(MatchResult found) {
    String value = found.group(1);
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private static Stream<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream();
  }
}
