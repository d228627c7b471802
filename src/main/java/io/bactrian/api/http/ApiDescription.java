package io.bactrian.api.http;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
    info =
        @Info(
            title = "Bactrian",
            version = "1",
            description =
                "Messages, their media files and the jobs behind them. Lists come in pages: 'next' is "
                    + "the cursor of the page that follows, null on the last.",
            license = @License(name = "Apache-2.0")),
    security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
    name = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A token of BACTRIAN_API_TOKEN")
class ApiDescription {

  /**
   * A problem as RFC 9457 has it.
   *
   * @param errors what is wrong with a body, if that is the problem
   */
  record Problem(
      URI type, String title, int status, String detail, URI instance, List<FieldError> errors) {}

  /** Any call may end in a problem, so each says so. */
  @Bean
  OpenApiCustomizer problemsEverywhere() {
    return api -> {
      ModelConverters.getInstance()
          .readAll(Problem.class)
          .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(
              operation -> {
                operation.getResponses().forEach(ApiDescription::asProblem);
                operation
                    .getResponses()
                    .addApiResponse("401", problem("No or wrong bearer token"))
                    .addApiResponse("default", problem("Any other problem"));
              });
    };
  }

  private static void asProblem(String code, ApiResponse response) {
    if (code.startsWith("4") || code.startsWith("5")) {
      response.setContent(problem("").getContent());
    }
  }

  private static ApiResponse problem(String description) {
    Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
    return new ApiResponse()
        .description(description)
        .content(
            new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
  }
}
