package io.bactrian.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells, with an answer that comes before the body, that the connection ends with it. */
final class ClosingResponse extends HttpServletResponseWrapper {

  private final HttpServletRequest request;
  private boolean left;

  ClosingResponse(HttpServletRequest request, HttpServletResponse response) {
    super(response);
    this.request = request;
  }

  /** Whether the answer was left to the web server to write. */
  boolean isLeftToTheServer() {
    return left;
  }

  /** Called before anything of the answer can be on the wire. */
  void begin() {
    if (!UnreadBodyFilter.isRead(request) && !isCommitted()) {
      setHeader("Connection", "close");
    }
  }

  @Override
  public void setStatus(int status) {
    begin();
    super.setStatus(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    begin();
    left = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    begin();
    left = true;
    super.sendError(status, message);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    begin();
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    begin();
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    begin();
    super.flushBuffer();
  }
}
