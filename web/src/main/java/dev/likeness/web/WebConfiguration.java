package dev.likeness.web;

import java.util.List;
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

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(forms);
  }
}
