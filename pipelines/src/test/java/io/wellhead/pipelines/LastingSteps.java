// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.schemas.SchemaCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.values.PCollection;

/**
 * What a runner keeps of a job when the job is updated, by the full names of steps: where sources
 * stand, what is grouped, states and timers; and the steps that write. One thread.
 */
final class LastingSteps extends Pipeline.PipelineVisitor.Defaults {
  /** By name, since this module writes through {@code transforms} alone. */
  private static final String SINK = "AutoValue_BigQueryIO_Write";

  private final SortedMap<String, List<String>> steps = new TreeMap<>();

  private LastingSteps() {}

  /** A line for each step, in the order of names, and below it what is kept of it. */
  static String of(Pipeline pipeline) {
    LastingSteps lasting = new LastingSteps();
    pipeline.traverseTopologically(lasting);
    StringBuilder text = new StringBuilder();
    lasting.steps.forEach(
        (name, kept) -> {
          text.append(name).append('\n');
          kept.forEach(line -> text.append("    ").append(line).append('\n'));
        });
    return text.toString();
  }

  @Override
  public CompositeBehavior enterCompositeTransform(Node node) {
    PTransform<?, ?> transform = node.getTransform();
    if (transform instanceof Read.Unbounded<?> read) {
      add(
          node,
          "source, checkpoint " + form(read.getSource().getCheckpointMarkCoder()),
          "elements " + form(output(node).getCoder()));
      // What is below depends on the runner.
      return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
    }
    if (transform != null && name(transform).equals(SINK)) {
      add(node, "sink");
    }
    if (transform instanceof Combine.GroupedValues<?, ?, ?> combine) {
      add(node, "accumulator " + form(accumulator(combine, node)));
    }
    return CompositeBehavior.ENTER_TRANSFORM;
  }

  @Override
  public void visitPrimitiveTransform(Node node) {
    PTransform<?, ?> transform = node.getTransform();
    if (transform instanceof GroupByKey) {
      PCollection<?> grouped = output(node);
      add(
          node,
          "grouped " + form(grouped.getCoder()),
          "windows " + name(grouped.getWindowingStrategy().getWindowFn()));
    }
    if (transform instanceof ParDo.MultiOutput<?, ?> parDo
        && DoFnSignatures.signatureForDoFn(parDo.getFn()).usesState()) {
      addStates(node, parDo.getFn());
    }
  }

  private void addStates(Node node, DoFn<?, ?> fn) {
    DoFnSignature signature = DoFnSignatures.signatureForDoFn(fn);
    List<String> kept = new ArrayList<>();
    kept.add("keyed " + form(input(node).getCoder()));
    signature.stateDeclarations().values().stream()
        .sorted(Comparator.comparing(DoFnSignature.StateDeclaration::id))
        .forEach(
            state ->
                kept.add(
                    "state %s: %s"
                        .formatted(
                            state.id(), form(DoFnSignatures.getStateSpecOrThrow(state, fn)))));
    new TreeMap<>(signature.timerDeclarations())
        .forEach(
            (id, timer) ->
                kept.add(
                    "timer %s: %s"
                        .formatted(
                            id.substring(DoFnSignature.TimerDeclaration.PREFIX.length()),
                            DoFnSignatures.getTimerSpecOrThrow(timer, fn).getTimeDomain())));
    add(node, kept.toArray(String[]::new));
  }

  private void add(Node node, String... kept) {
    steps.put(node.getFullName(), List.of(kept));
  }

  private static PCollection<?> input(Node node) {
    return (PCollection<?>) node.getInputs().values().iterator().next();
  }

  private static PCollection<?> output(Node node) {
    return (PCollection<?>) node.getOutputs().values().iterator().next();
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // the input of a combination is what it combines
  private static Coder<?> accumulator(Combine.GroupedValues combine, Node node) {
    PCollection<?> input = input(node);
    return combine
        .getAppliedFn(
            input.getPipeline().getCoderRegistry(), input.getCoder(), input.getWindowingStrategy())
        .getAccumulatorCoder();
  }

  private static String form(StateSpec<?> spec) {
    return spec.match(new Form());
  }

  /** The coder's class and what it is made of; what many of them print differs from run to run. */
  private static String form(Coder<?> coder) {
    if (coder instanceof SchemaCoder<?> schema) {
      return schema.getSchema().getFields().stream()
          .map(field -> field.getName() + " " + field.getType().getTypeName())
          .sorted() // Beam takes the members of a class in an order that differs by JVM
          .collect(Collectors.joining(", ", "SchemaCoder(", ")"));
    }
    List<? extends Coder<?>> parts = coder.getCoderArguments();
    return parts == null || parts.isEmpty()
        ? name(coder)
        : parts.stream()
            .map(LastingSteps::form)
            .collect(Collectors.joining(", ", name(coder) + "(", ")"));
  }

  /** The class without its package. */
  private static String name(Object object) {
    String name = object.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Kind and coders of a state. */
  private static final class Form implements StateSpec.Cases<String> {
    @Override
    public String dispatchValue(Coder<?> coder) {
      return "value " + form(coder);
    }

    @Override
    public String dispatchBag(Coder<?> coder) {
      return "bag " + form(coder);
    }

    @Override
    public String dispatchOrderedList(Coder<?> coder) {
      return "ordered list " + form(coder);
    }

    @Override
    public String dispatchCombining(Combine.CombineFn<?, ?, ?> fn, Coder<?> coder) {
      return "combining " + form(coder);
    }

    @Override
    public String dispatchMap(Coder<?> key, Coder<?> value) {
      return "map " + form(key) + " to " + form(value);
    }

    @Override
    public String dispatchSet(Coder<?> coder) {
      return "set " + form(coder);
    }

    @Override
    public String dispatchMultimap(Coder<?> key, Coder<?> value) {
      return "multimap " + form(key) + " to " + form(value);
    }
  }
}
