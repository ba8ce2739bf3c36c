package dev.likeness.web;

import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a service's controllers forms and problems. */
@Configuration(proxyBeanMethods = false)
@Import({FormReader.class, ProblemAdvice.class})
public class WebConfiguration implements WebMvcConfigurer {
  private final FormReader forms;

  WebConfiguration(FormReader forms) {
    this.forms = forms;
  }

  /** An encoded slash in a path is part of its segment: a bad segment is then told as one. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesStayEncoded() {
    return server ->
        server.addConnectorCustomizers(connector ->
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(forms);
  }
}
