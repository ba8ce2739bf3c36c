package dev.likeness.search.compare;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The routes that compare faces. */
@Configuration(proxyBeanMethods = false)
@Import({FindController.class, VerifyController.class, DetectController.class})
public class CompareConfiguration {}
