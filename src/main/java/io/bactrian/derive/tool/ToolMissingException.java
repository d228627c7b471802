package io.bactrian.derive.tool;

/** A program, or a part of it, is not installed here. The message says which. */
public final class ToolMissingException extends Exception {

  public ToolMissingException(String reason) {
    super(reason);
  }
}
