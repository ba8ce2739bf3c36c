package dev.likeness.search.pipeline;

import dev.likeness.web.Code;
import dev.likeness.web.Problems;
import dev.likeness.web.access.AuditedStreams;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The pipeline in figures. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/admin")
final class PipelineController {
  private final PipelineLook pipeline;
  private final PipelineEvents events;
  private final AuditedStreams audit;

  PipelineController(PipelineLook pipeline, PipelineEvents events, AuditedStreams audit) {
    this.pipeline = pipeline;
    this.events = events;
    this.audit = audit;
  }

  /** Reads the pipeline in figures. */
  @GetMapping("/pipeline")
  @Problems({Code.INDEX_NOT_READY, Code.BROKER_UNAVAILABLE})
  PipelineAnswer getPipeline() {
    return pipeline.look();
  }

  /**
   * Tells the pipeline in figures each second: server-sent events, {@code pipeline} each, with the
   * answer of {@code /v1/admin/pipeline} as data.
   */
  @GetMapping(value = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @Problems(Code.OVERLOADED)
  ResponseEntity<SseEmitter> watchPipeline() {
    audit.begins();
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(events.open());
  }
}
