package dev.likeness.search.reindex;

import static dev.likeness.web.Fields.In.JSON;

import dev.likeness.runtime.Control;
import dev.likeness.runtime.Engines;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.vision.ModelCard;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Builds the index anew, of the same model or of another one. */
@Tag(name = "Admin", description = "For whoever runs a Likeness")
@RestController
@RequestMapping("/v1/admin/reindex")
final class ReindexController {
  private final Control control;
  private final Engines engines;
  private final ReindexProgress progress;

  ReindexController(Control control, Engines engines, ReindexProgress progress) {
    this.control = control;
    this.engines = engines;
    this.progress = progress;
  }

  /** What to build. */
  record ReindexRequest(
      @Schema(
              description = "The model's id; the model that answers now if not given",
              example = "facenet512")
          @Nullable String model) {}

  /** Begins to build the index anew, of the same model or of another one. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Problems({Code.REINDEX_RUNNING, Code.UNKNOWN_MODEL, Code.BROKER_UNAVAILABLE})
  ReindexAnswer reindex(@Fields(JSON) ReindexRequest request) {
    ControlState state = control.state();
    Generation building = state.building();
    String model = request.model() == null ? control.active().model() : request.model();
    if (building != null) {
      throw Problem.of(
              Code.REINDEX_RUNNING,
              "generation "
                  + building
                  + " is being built; wait for it, or give it up with DELETE /v1/admin/reindex")
          .with("generation", building.number());
    }
    requireBundle(model);
    write(ControlState.build(new Generation(model, state.nextNumber())));
    return progress.of(new Generation(model, state.nextNumber()));
  }

  /** Reads which generation of the index answers and how far the next one is. */
  @GetMapping
  ReindexAnswer getReindex() {
    Generation building = control.state().building();
    return building == null ? progress.unlessServing(control.active()) : progress.of(building);
  }

  /** Gives up what is being built. */
  @DeleteMapping
  @Problems({Code.UNKNOWN_REINDEX, Code.BROKER_UNAVAILABLE})
  ReindexAnswer cancelReindex() {
    if (control.state().building() == null) {
      throw Problem.of(Code.UNKNOWN_REINDEX, "no generation is being built");
    }
    write(ControlState.build(null));
    return progress.of(null);
  }

  private void requireBundle(String model) {
    if (!ModelCard.isId(model)) {
      throw Problem.of(
              Code.BAD_FIELD, "field 'model' is no model's id: expected " + ModelCard.ID_RULE)
          .with("field", "model");
    }
    try {
      engines.of(model);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Code.UNKNOWN_MODEL, String.valueOf(e.getMessage())).with("field", "model");
    }
  }

  private void write(ProducerRecord<byte[], byte[]> record) {
    Broker.write("did not store the decision", () -> control.write(record));
  }
}
