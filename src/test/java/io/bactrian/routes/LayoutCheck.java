package io.bactrian.routes;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;

/** What a file looks like before its meaning counts: size, name, nothing that Karavan drops. */
final class LayoutCheck implements RouteCheck {

  static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int MOST_LINES = 80;

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    var problems = new ArrayList<String>();
    if (!file.id().matches(KEBAB_CASE)) {
      problems.add("the name is not in kebab-case");
    }
    if (file.text().lines().count() > MOST_LINES) {
      problems.add(file.text().lines().count() + " lines, at most " + MOST_LINES + " are readable");
    }
    if (file.text().contains("\t")) {
      problems.add("tabs are no indentation");
    }
    if (file.unreadable() != null) {
      problems.add("no YAML: " + file.unreadable());
    } else {
      problems.addAll(lostByKaravan(file.text()));
    }
    return problems.stream();
  }

  private static List<String> lostByKaravan(String text) {
    var options = new LoaderOptions();
    options.setProcessComments(true);
    var problems = new ArrayList<String>();
    var documents = 0;
    for (Event event : new Yaml(options).parse(new StringReader(text))) {
      if (event instanceof CommentEvent comment
          && comment.getCommentType() != CommentType.BLANK_LINE) {
        problems.add(
            "line "
                + (comment.getStartMark().getLine() + 1)
                + ": a comment is lost when Karavan saves, use description or note");
      } else if (event instanceof AliasEvent alias) {
        problems.add("YAML alias *" + alias.getAnchor() + " is not kept by Karavan");
      } else if (event instanceof DocumentStartEvent) {
        documents++;
      }
    }
    if (documents != 1) {
      problems.add(documents + " YAML documents, must be one");
    }
    return problems;
  }
}
