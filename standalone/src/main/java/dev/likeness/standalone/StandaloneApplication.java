package dev.likeness.standalone;

import dev.likeness.embed.EmbedConfiguration;
import dev.likeness.ingest.IngestConfiguration;
import dev.likeness.search.SearchConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The three services in one context. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({IngestConfiguration.class, EmbedConfiguration.class, SearchConfiguration.class})
class StandaloneApplication {}
