package dev.likeness.web;

import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.UrlHandlerFilter;

/** Sets up the web container, and has faults answered as problems, whoever has the routes. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
@EnableConfigurationProperties(ManagementProperties.class)
public class ContainerConfiguration {
  static final String ROUTES = "/v1/**";

  @Bean
  ManagementPort managementPort(
      ManagementProperties properties, @Value("${server.port:8080}") int http) {
    return new ManagementPort(properties.address(), properties.port(http));
  }

  /**
   * How the web container is set up. An encoded slash or backslash in a path is part of its
   * segment: a bad segment is then told as one.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> guarded(
      ObjectProvider<BodyLimit> limits,
      ObjectProvider<BodyBudget> budgets,
      ManagementPort management) {
    BodyBudget budget =
        budgets.getIfAvailable(
            () -> BodyBudget.ofHeap(Runtime.getRuntime().maxMemory(), BodyLimit.TWO_PHOTOS));
    return server -> {
      server.setProtocol(HttpProtocol.class.getName());
      server.addEngineValves(management, new RequestGuard(limits.stream().toList(), budget));
      server.addAdditionalConnectors(management.connector());
      server.addContextCustomizers(context -> {
        if (context.getParent() instanceof StandardHost host) {
          host.setErrorReportValveClass(ProblemReport.class.getName());
        }
      });
      server.addConnectorCustomizers(connector -> {
        String asIs = EncodedSolidusHandling.PASS_THROUGH.getValue();
        connector.setEncodedSolidusHandling(asIs);
        connector.setEncodedReverseSolidusHandling(asIs);
      });
    };
  }

  /** Each resource has one address; one with a slash more leads there. */
  @Bean
  UrlHandlerFilter trailingSlashes() {
    return UrlHandlerFilter.trailingSlashHandler(ROUTES)
        .redirect(HttpStatus.PERMANENT_REDIRECT)
        .build();
  }
}
