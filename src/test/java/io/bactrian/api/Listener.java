package io.bactrian.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Listens to the stream as a browser does. */
public final class Listener implements AutoCloseable {

  private final HttpURLConnection connection;
  private final BufferedReader lines;
  private final List<String> heard = new ArrayList<>();

  public Listener(int port, String token) throws IOException {
    connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port + "/api/stream").toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setReadTimeout(10_000);
    lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  public String header(String name) {
    return connection.getHeaderField(name);
  }

  /** Names of the events heard so far. */
  public List<String> heard() {
    return heard;
  }

  /** Data of the next event of a name; what comes before is passed over. */
  public String next(String name) throws IOException {
    String event = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event:")) {
        event = line.substring("event:".length()).strip();
        heard.add(event);
      } else if (line.startsWith("data:") && event.equals(name)) {
        return line.substring("data:".length());
      }
    }
    throw new IOException("The stream ended");
  }

  public String nextComment() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(":")) {
        return line.substring(1).strip();
      }
    }
    throw new IOException("The stream ended");
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
