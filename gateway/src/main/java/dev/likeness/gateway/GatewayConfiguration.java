package dev.likeness.gateway;

import dev.likeness.web.BodyBudget;
import dev.likeness.web.BodyLimit;
import dev.likeness.web.ContainerConfiguration;
import dev.likeness.web.ManagementPort;
import dev.likeness.web.access.SecurityHeaders;
import java.io.IOException;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Wires the gateway: requests to the services that have their routes, and the console. */
@Configuration(proxyBeanMethods = false)
@Import(ContainerConfiguration.class)
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayConfiguration {
  private static final int BEFORE_OTHERS = -100;

  @Bean
  BodyBudget passedOn() {
    return BodyBudget.ofPassingOn();
  }

  /** The longest that any route takes; each service holds callers to those of its own. */
  @Bean
  BodyLimit longestBody() {
    return new BodyLimit("/", BodyLimit.TWO_PHOTOS);
  }

  @Bean
  ServiceRequests serviceRequests(
      GatewayProperties properties, ObjectProvider<SslBundles> bundles) {
    String bundle = properties.bundle();
    return new ServiceRequests(bundle == null ? null : bundles.getObject().getBundle(bundle));
  }

  @Bean
  ClientHttpRequestFactory passedOnRequests(
      ServiceRequests requests, GatewayProperties properties) {
    return requests.ofCallers(properties.patience());
  }

  @Bean
  Forwarding forwarding(
      GatewayProperties properties,
      ProxyExchange exchange,
      ObjectProvider<RequestHttpHeadersFilter> ofRequests,
      ObjectProvider<ResponseHttpHeadersFilter> ofAnswers) {
    return new Forwarding(
        properties,
        exchange,
        ofRequests.orderedStream().toList(),
        ofAnswers.orderedStream().toList());
  }

  @Bean
  RoutedMapping routedRequests(Forwarding forwarding) {
    return new RoutedMapping(new RoutedRequests(forwarding));
  }

  @Bean
  RouterFunction<ServerResponse> apiDescription() throws IOException {
    return new ApiDescription().routes();
  }

  @Bean
  FilterRegistrationBean<HeaderWriterFilter> securityHeaders() {
    FilterRegistrationBean<HeaderWriterFilter> filter =
        new FilterRegistrationBean<>(SecurityHeaders.filter());
    filter.setOrder(BEFORE_OTHERS);
    return filter;
  }

  @Bean
  OwnMetrics ownMetrics(
      ManagementPort management,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    return new OwnMetrics(management, resolver);
  }

  @Bean("ingest-service")
  ServiceHealth ingestService(ServiceRequests requests, GatewayProperties properties) {
    return health(requests, properties.ingestService());
  }

  @Bean("embed-worker")
  ServiceHealth embedWorker(ServiceRequests requests, GatewayProperties properties) {
    return health(requests, properties.embedWorker());
  }

  @Bean("search-service")
  ServiceHealth searchService(ServiceRequests requests, GatewayProperties properties) {
    return health(requests, properties.searchService());
  }

  /** This process knows no keys, so whom a service tells its health hears that of all. */
  @Bean
  ToldHealth toldHealth(ManagementPort management, ObjectProvider<ServiceHealth> services) {
    return new ToldHealth(() ->
        Asker.request()
            .map(asked ->
                asked.getLocalPort() == management.port()
                    || services.stream().anyMatch(ServiceHealth::isToldWhole))
            .orElse(true));
  }

  private static ServiceHealth health(ServiceRequests requests, URI service) {
    return new ServiceHealth(
        RestClient.builder().requestFactory(requests.ofHealth()).build(), service);
  }
}
