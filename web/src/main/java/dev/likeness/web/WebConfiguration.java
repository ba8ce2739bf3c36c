package dev.likeness.web;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service's controllers typed requests and problems. */
@Configuration(proxyBeanMethods = false)
@Import(ContainerConfiguration.class)
public class WebConfiguration implements WebMvcConfigurer {
  private final FieldsReader fields;
  private final Validator validator;

  WebConfiguration(JsonMapper json) {
    this.validator = validator();
    this.fields = new FieldsReader(json, validator);
  }

  /** Messages are the constraints' own words; nothing in them is an expression to be evaluated. */
  private static Validator validator() {
    return Validation.byDefaultProvider()
        .configure()
        .messageInterpolator(new ParameterMessageInterpolator())
        .buildValidatorFactory()
        .getValidator();
  }

  @Bean
  RequestDocumentation requestDocumentation() {
    return new RequestDocumentation(fields);
  }

  @Bean
  AnswerDocumentation answerDocumentation() {
    return new AnswerDocumentation();
  }

  @Bean
  ProblemDocumentation problemDocumentation() {
    return new ProblemDocumentation(fields);
  }

  @Bean
  ApiDocument apiDocument() {
    return new ApiDocument();
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(fields);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new StrictRequests(fields))
        .addPathPatterns(ContainerConfiguration.ROUTES);
  }

  @Override
  public SpringValidatorAdapter getValidator() {
    return new SpringValidatorAdapter(validator);
  }
}
