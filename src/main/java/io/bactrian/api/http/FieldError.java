package io.bactrian.api.http;

/**
 * One thing that is wrong with a body, in the form that RFC 9457 shows for validation.
 *
 * @param detail what is wrong, continuing "{@code <field>} …"
 * @param pointer JSON pointer to the place as a URI fragment
 */
public record FieldError(String detail, String pointer) {

  /**
   * What is wrong with a field.
   *
   * @param field path of the field, steps separated by dots
   */
  public static FieldError of(String field, String detail) {
    return new FieldError(detail, "#/" + field.replace('.', '/'));
  }

  String toSentence() {
    return pointer.substring(2).replace('/', '.') + " " + detail;
  }
}
