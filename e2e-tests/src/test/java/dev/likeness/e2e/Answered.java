package dev.likeness.e2e;

import dev.likeness.standalone.cli.Likeness;
import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command of the command line has answered that ran in this process.
 *
 * @param output everything it has printed
 */
record Answered(int exitCode, String output) {
  /** Runs {@code likeness} with arguments. */
  static Answered to(String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int exitCode = Likeness.run(writer, writer, arguments);
    return new Answered(exitCode, output.toString());
  }

  /** The JSON it was asked for. */
  JsonNode json() {
    return JsonMapper.shared().readTree(output.substring(output.indexOf('{')));
  }
}
