package dev.likeness.web.access;

import dev.likeness.runtime.Access;
import dev.likeness.runtime.AccessProperties;
import dev.likeness.runtime.AuditConfiguration;
import dev.likeness.web.Elsewhere;
import dev.likeness.web.ManagementPort;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What stands in front of all routes, in this order: the firewall for malformed requests, security
 * headers, the scheme that a gateway was asked by, CORS, the checks of local requests, the key, its
 * limits, and what the route needs.
 *
 * <p>The filters of Spring Security are put together here by hand. The annotations that would do so
 * make four times as many beans, and every start waits for them.
 */
@Configuration(proxyBeanMethods = false)
@Import({AuditConfiguration.class, AuditAdvice.class})
public class WebAccessConfiguration implements WebMvcConfigurer {
  /** Before all filters of services, after that of metrics. */
  private static final int ORDER = -100;

  @Bean
  EarlyListener earlyListener(ApplicationContext context) {
    return new EarlyListener(context);
  }

  @Bean
  Keys keys(
      Access access,
      AccessProperties settings,
      Environment environment,
      EarlyListener listener,
      ObjectProvider<ManagementPort> management) {
    return new Keys(
        () -> listener.isOpen() ? access.state() : null,
        settings.insecure() || ClosedDoor.isLoopback(address(environment)),
        () -> management.stream().mapToInt(ManagementPort::port).findFirst().orElse(-1),
        Clock.systemUTC());
  }

  private static String address(Environment environment) {
    return environment.getProperty("server.address", "");
  }

  @Bean
  Elsewhere elsewhere() {
    return Routes::elsewhere;
  }

  @Bean
  ClosedDoor closedDoor(Access access, AccessProperties settings, Environment environment) {
    return new ClosedDoor(access, address(environment), settings.insecure());
  }

  @Bean
  FilterRegistrationBean<FilterChainProxy> accessFilters(
      Keys keys,
      AccessProperties settings,
      Environment environment,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver)
      throws ServletException {
    FilterRegistrationBean<FilterChainProxy> filters =
        new FilterRegistrationBean<>(
            chain(
                keys,
                settings,
                ClosedDoor.isLoopback(address(environment)),
                new Refusals(resolver)));
    filters.setOrder(ORDER);
    return filters;
  }

  private static FilterChainProxy chain(
      Keys keys, AccessProperties settings, boolean loopback, Refusals refusals)
      throws ServletException {
    AuthenticationFilter key = new AuthenticationFilter(keys, keys);
    key.setSuccessHandler((_, _, _) -> {});
    key.setFailureHandler(refusals::unauthenticated);
    SecurityContextHolderAwareRequestFilter asking = new SecurityContextHolderAwareRequestFilter();
    asking.afterPropertiesSet();
    ExceptionTranslationFilter translation =
        new ExceptionTranslationFilter(refusals::unauthenticated, new NullRequestCache());
    translation.setAccessDeniedHandler(
        (request, response, _) -> refusals.denied(request, response));
    List<Filter> filters = new ArrayList<>();
    filters.add(new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
    filters.add(SecurityHeaders.filter());
    filters.add(new ForwardedScheme());
    if (!settings.origins().isEmpty()) {
      filters.add(cors(settings.origins()));
    }
    filters.add(new LocalRequests(keys, loopback, settings.hosts(), settings.origins(), refusals));
    filters.addAll(
        List.of(
            key,
            new KeyLimits(refusals),
            asking,
            translation,
            new AuthorizationFilter(new RouteAccess(keys))));
    FilterChainProxy proxy =
        new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters));
    proxy.setFirewall(firewall());
    proxy.setRequestRejectedHandler((_, response, _) -> response.sendError(400));
    proxy.afterPropertiesSet();
    return proxy;
  }

  /** Without an origin there is none, as it answers 200 to what it has no rule for. */
  private static CorsFilter cors(List<String> origins) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(origins);
    allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    allowed.setAllowedHeaders(
        List.of(HttpHeaders.AUTHORIZATION, SentKey.HEADER, HttpHeaders.CONTENT_TYPE));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/v1/**", allowed);
    return new CorsFilter(source);
  }

  /** What names may hold is told by whoever reads them; a path that has two meanings is refused. */
  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedCarriageReturn(true);
    firewall.setAllowUrlEncodedLineFeed(true);
    firewall.setAllowUrlEncodedLineSeparator(true);
    firewall.setAllowUrlEncodedParagraphSeparator(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowNull(true);
    firewall.setAllowedParameterNames(_ -> true);
    firewall.setAllowedParameterValues(_ -> true);
    firewall.setAllowedHeaderNames(_ -> true);
    firewall.setAllowedHeaderValues(_ -> true);
    return firewall;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new GalleryAccess());
  }
}
