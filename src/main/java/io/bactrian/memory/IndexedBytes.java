package io.bactrian.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.BaseJsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The object {@code {"0": 255, "1": 216, …}} as which Evolution sends bytes: read into the bytes
 * that it means, and an object in all that it tells. As nodes it would take a hundred times as
 * much.
 */
public final class IndexedBytes extends BaseJsonNode {

  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  /**
   * @param bytes each of them a value from 0 to 255
   */
  IndexedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public JsonNodeType getNodeType() {
    return JsonNodeType.OBJECT;
  }

  @Override
  public boolean isObject() {
    return true;
  }

  @Override
  public JsonToken asToken() {
    return JsonToken.START_OBJECT;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public JsonNode get(String name) {
    int index = index(name);
    return index < 0 || index >= bytes.length ? null : IntNode.valueOf(bytes[index] & 0xff);
  }

  @Override
  public JsonNode get(int index) {
    return null;
  }

  @Override
  public JsonNode path(String name) {
    JsonNode value = get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  @Override
  public JsonNode path(int index) {
    return MissingNode.getInstance();
  }

  /** It can't change, so it is its own copy. */
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends JsonNode> T deepCopy() {
    return (T) this;
  }

  @Override
  public JsonNode findValue(String name) {
    return get(name);
  }

  /** None that could be changed. */
  @Override
  public ObjectNode findParent(String name) {
    return null;
  }

  @Override
  public List<JsonNode> findValues(String name, List<JsonNode> found) {
    return found;
  }

  @Override
  public List<String> findValuesAsText(String name, List<String> found) {
    return found;
  }

  @Override
  public List<JsonNode> findParents(String name, List<JsonNode> found) {
    return found;
  }

  @Override
  protected JsonNode _at(JsonPointer pointer) {
    return get(pointer.getMatchingProperty());
  }

  @Override
  public Iterator<String> fieldNames() {
    return IntStream.range(0, bytes.length).mapToObj(Integer::toString).iterator();
  }

  @Override
  public Iterator<JsonNode> elements() {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> (JsonNode) IntNode.valueOf(bytes[i] & 0xff))
        .iterator();
  }

  @Override
  @SuppressWarnings("deprecation")
  public Iterator<Map.Entry<String, JsonNode>> fields() {
    return properties().iterator();
  }

  /** All of it as nodes, for who asks: its readers take the bytes instead. */
  @Override
  public Set<Map.Entry<String, JsonNode>> properties() {
    Map<String, JsonNode> properties = new TreeMap<>();
    for (int i = 0; i < bytes.length; i++) {
      properties.put(Integer.toString(i), IntNode.valueOf(bytes[i] & 0xff));
    }
    return properties.entrySet();
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartObject(this, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      json.writeFieldName(Integer.toString(i));
      json.writeNumber(bytes[i] & 0xff);
    }
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }

  @Override
  public String asText() {
    return "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexedBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  private static int index(String name) {
    boolean canonical = name.equals("0") || name.matches("[1-9]\\d{0,8}");
    return canonical ? Integer.parseInt(name) : -1;
  }
}
