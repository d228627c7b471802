package io.bactrian.chat;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one rule for names of instances, wherever they come in. A name becomes a part of Evolution's
 * paths and chooses a key, so that it must be told from every other name by whoever reads it.
 */
public final class InstanceName {

  /** Characters of a name that a unique index holds, whatever script they are of. */
  public static final int LONGEST = 255;

  /** The rule, in words. */
  public static final String RULE =
      "letters, digits, spaces and . _ - @ + : , ( ) & ' ! in their plain forms, at most 255, not"
          + " dots alone, and no Latin letters beside look-alikes of other scripts";

  private static final String MARKS = " ._-@+:,()&'!";

  /** Scripts whose letters look like Latin ones. */
  private static final Set<UnicodeScript> LOOK_ALIKES =
      EnumSet.of(
          UnicodeScript.CYRILLIC,
          UnicodeScript.GREEK,
          UnicodeScript.ARMENIAN,
          UnicodeScript.CHEROKEE,
          UnicodeScript.COPTIC,
          UnicodeScript.LISU);

  private InstanceName() {}

  /** Whether an instance may be called that. */
  public static boolean isFit(String name) {
    return name != null
        && !name.isEmpty()
        && name.length() <= LONGEST
        && name.equals(name.strip())
        && name.codePoints().allMatch(InstanceName::isPlain)
        && name.codePoints().anyMatch(Character::isLetterOrDigit)
        // Other forms of the same characters: full width, ligatures, marks put together anew.
        && name.equals(Normalizer.normalize(name, Normalizer.Form.NFKC))
        && !mixesLookAlikes(name);
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> MARKS.indexOf(character) >= 0;
    };
  }

  private static boolean mixesLookAlikes(String name) {
    EnumSet<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    name.codePoints().filter(Character::isLetter).mapToObj(UnicodeScript::of).forEach(scripts::add);
    boolean latin = scripts.contains(UnicodeScript.LATIN);
    scripts.retainAll(LOOK_ALIKES);
    return scripts.size() > (latin ? 0 : 1);
  }
}
