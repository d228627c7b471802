package io.bactrian.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one Protocol Buffers message, of which only a few are wanted: numbers and what has
 * a length. All others are passed over, so that later versions cost nothing.
 */
final class ProtoFields {

  private record Field(int number, long value, byte[] bytes) {}

  private static final int LONGEST_VARINT = 10;

  private final byte[] message;
  private final List<Field> fields = new ArrayList<>();
  private int position;

  private ProtoFields(byte[] message) {
    this.message = message;
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ProtoFields of(byte[] message) {
    ProtoFields read = new ProtoFields(message);
    while (read.position < message.length) {
      read.field();
    }
    return read;
  }

  /** The last message under the number; one without fields if there is none. */
  ProtoFields message(int number) {
    byte[] bytes = bytes(number);
    return of(bytes == null ? new byte[0] : bytes);
  }

  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  /** The last text under the number, or null. */
  String text(int number) {
    byte[] bytes = bytes(number);
    return bytes == null ? null : WireValues.clean(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The last number under the number, or 0. */
  long number(int number) {
    return fields.stream()
        .filter(field -> field.number() == number && field.bytes() == null)
        .mapToLong(Field::value)
        .reduce(0, (one, other) -> other);
  }

  /** All that lies under the number, in order. */
  List<byte[]> all(int number) {
    return fields.stream()
        .filter(field -> field.number() == number && field.bytes() != null)
        .map(Field::bytes)
        .toList();
  }

  private byte[] bytes(int number) {
    List<byte[]> all = all(number);
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  private void field() {
    long tag = varint();
    int number = (int) (tag >>> 3);
    if (number < 1) {
      throw new IllegalArgumentException("no field has the number " + number);
    }
    switch ((int) (tag & 7)) {
      case 0 -> fields.add(new Field(number, varint(), null));
      case 1 -> skip(8);
      case 2 -> fields.add(new Field(number, 0, take(varint())));
      case 5 -> skip(4);
      default -> throw new IllegalArgumentException("no such type of a field");
    }
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT && position < message.length; i++) {
      byte next = message[position++];
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }

  private byte[] take(long length) {
    int from = position;
    skip(length);
    byte[] taken = new byte[position - from];
    System.arraycopy(message, from, taken, 0, taken.length);
    return taken;
  }

  private void skip(long length) {
    if (length < 0 || length > message.length - position) {
      throw new IllegalArgumentException("a field longer than its message");
    }
    position += (int) length;
  }
}
