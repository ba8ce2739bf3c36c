package dev.likeness.search.faces;

import dev.likeness.search.log.EnrollmentReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what is enrolled to HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({FacesController.class, GalleriesController.class, RejectionsController.class})
public class FacesConfiguration {
  @Bean
  Thumbnails thumbnails(EnrollmentReader enrollments) {
    return new Thumbnails(enrollments);
  }
}
