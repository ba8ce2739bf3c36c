package dev.likeness.search;

import dev.likeness.web.WebConfiguration;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

/** Controllers behind the typed requests and problems of all services, without a server. */
public final class Http {
  private Http() {}

  @EnableWebMvc
  private static final class Mvc {}

  /** One controller. */
  public static MockMvc of(Object controller) {
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    web.setServletContext(new MockServletContext());
    web.addBeanFactoryPostProcessor(beans -> {
      beans.registerSingleton("json", JsonMapper.shared());
      beans.registerSingleton("controller", controller);
    });
    web.register(Mvc.class, WebConfiguration.class);
    web.refresh();
    return MockMvcBuilders.webAppContextSetup(web).build();
  }
}
