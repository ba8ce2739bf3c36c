package dev.likeness.search;

import dev.likeness.web.WebConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import tools.jackson.databind.json.JsonMapper;

/** Controllers behind the forms and problems of all services, without a server. */
public final class Http {
  private Http() {}

  /** One controller. */
  public static MockMvc of(Object controller) {
    AnnotationConfigApplicationContext web = new AnnotationConfigApplicationContext();
    web.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("json", JsonMapper.shared()));
    web.register(WebConfiguration.class);
    web.refresh();
    List<HandlerMethodArgumentResolver> forms = new ArrayList<>();
    web.getBean(WebConfiguration.class).addArgumentResolvers(forms);
    return MockMvcBuilders.standaloneSetup(controller)
        .setCustomArgumentResolvers(forms.toArray(HandlerMethodArgumentResolver[]::new))
        .setControllerAdvice(
            web.getBeansWithAnnotation(RestControllerAdvice.class).values().toArray())
        .build();
  }
}
