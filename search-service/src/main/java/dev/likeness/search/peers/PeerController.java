package dev.likeness.search.peers;

import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.ScatterGather;
import dev.likeness.topics.Generation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers other instances from the partitions held here, on the peer port alone. */
@RestController
final class PeerController {
  private final Generations generations;
  private final PeerJson json;
  private final PeerProperties properties;

  PeerController(Generations generations, PeerJson json, PeerProperties properties) {
    this.generations = generations;
    this.json = json;
    this.properties = properties;
  }

  @PostMapping(value = HttpPeers.PATH + "/{model}/{number}")
  ResponseEntity<byte[]> answer(
      @PathVariable String model,
      @PathVariable int number,
      @RequestBody byte[] question,
      HttpServletRequest request) {
    Optional<IndexGeneration> asked = generations.open(new Generation(model, number));
    if (request.getLocalPort() != properties.peerPort() || asked.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer(asked.get().gatherer(), json.readQuestion(question)));
  }

  private <R> byte[] answer(ScatterGather here, IndexQuery<R> question) {
    return json.write(here.here(question), question);
  }
}
